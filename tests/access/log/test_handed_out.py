"""The log as it leaves: the command that verifies it, checkpoints, the export and who checks that without Vigil."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from access import actions
from access.log import checkpoints
from access.log.checkpoints import AtOdds
from access.models import AccessEvent, Seal
from ops import verify_audit
from tests.access.log.chains import EVENTS, chain, end_of_chain
from tests.access.log.conftest import tampering
from tests.access.log.forging import make_anew


@pytest.mark.usefixtures("empty_log")
class TestCommand:
    def export(self, directory: Path) -> Path:
        file = directory / "export.jsonl"
        call_command("audit", "verify", "--export", str(file), stdout=StringIO())
        return file

    def test_verify_says_how_many_were_good(self, capsys: pytest.CaptureFixture[str]) -> None:
        chain(3)
        call_command("audit", "verify")
        assert "3 events, each as it was sealed" in capsys.readouterr().out

    def test_verify_names_the_bad_row(self) -> None:
        chain(3)
        which = Seal.objects.get(position=2).event_id
        with tampering():
            AccessEvent.objects.filter(pk=which).update(actor="Nobody")
        with pytest.raises(CommandError, match=str(which)):
            call_command("audit", "verify")

    def test_checkpoints_are_kept_and_met(
        self, settings: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings.AUDIT_CHECKPOINT_DIR = str(tmp_path)
        chain(3)
        point = actions.publish_checkpoint()
        assert point is not None
        (file,) = tmp_path.iterdir()
        assert file.stat().st_mode & 0o777 == 0o444
        assert list(checkpoints.kept(tmp_path)) == [point]
        with pytest.raises(FileExistsError):
            checkpoints.keep(point, tmp_path)
        call_command("audit", "verify")
        assert "1 checkpoints met" in capsys.readouterr().out
        with tampering():
            Seal.objects.get(position=3).delete()
        with pytest.raises(CommandError, match="knew seal 3"):
            call_command("audit", "verify", "--checkpoints", str(tmp_path))

    def test_a_chain_made_anew_is_neither_published_nor_believed(
        self, settings: object, tmp_path: Path
    ) -> None:
        settings.AUDIT_CHECKPOINT_DIR = str(tmp_path)
        chain(3)
        actions.publish_checkpoint()
        with tampering(), connection.cursor() as cursor:
            make_anew(random.Random(1), cursor)
        with pytest.raises(AtOdds, match="knew another seal 3"):
            actions.publish_checkpoint()
        with pytest.raises(CommandError, match="knew another seal 3"):
            call_command("audit", "checkpoint")
        assert len(list(tmp_path.iterdir())) == 1
        # Somebody blesses it all the same: then two stand at one place, whichever is the later.
        for name in ("2026-06-15T08:00:00+00:00", "2099-06-15T08:00:00+00:00"):
            blessed = checkpoints.keep(replace(end_of_chain(), at=name), tmp_path)
            with pytest.raises(CommandError, match="different hashes of seal 3"):
                call_command("audit", "verify")
            blessed.unlink()

    def test_an_export_is_logged_and_not_written_over(self, tmp_path: Path) -> None:
        chain(2)
        file = self.export(tmp_path)
        assert len(file.read_text().splitlines()) == 3
        assert AccessEvent.objects.order_by("-seq")[0].action == "audit export"
        assert file.stat().st_mode & 0o777 == 0o600
        with pytest.raises(FileExistsError):
            self.export(tmp_path)


def _lines(change: Callable[[list[bytes]], object]) -> Callable[[Path], None]:
    def apply(file: Path) -> None:
        lines = file.read_bytes().splitlines(keepends=True)
        change(lines)
        file.write_bytes(b"".join(lines))

    return apply


@pytest.mark.usefixtures("empty_log")
class TestIndependentVerifier:
    def run(self, *arguments: object) -> tuple[int, str]:
        """Without our environment: it needs Python alone."""
        script = Path(verify_audit.__file__)
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(script), *map(str, arguments)],
            capture_output=True,
            text=True,
            env={},
        )
        return done.returncode, done.stdout

    def exported(self, tmp_path: Path) -> tuple[Path, Path]:
        chain()
        directory = tmp_path / "checkpoints"
        directory.mkdir()
        checkpoints.keep(end_of_chain(), directory)
        return TestCommand().export(tmp_path), directory

    def test_it_believes_no_two_checkpoints_at_odds(self, tmp_path: Path) -> None:
        file, points = self.exported(tmp_path)
        known = replace(next(checkpoints.kept(points)), hash="0" * 64)
        for at in ("2026-06-15T07:00:00+00:00", "2026-06-15T09:00:00+00:00"):
            other = checkpoints.keep(replace(known, at=at), points)
            assert self.run(file, points) == (
                1,
                f"Bad checkpoints: two say different hashes of seal {EVENTS}\n",
            )
            other.unlink()

    def test_it_agrees(self, tmp_path: Path) -> None:
        file, points = self.exported(tmp_path)
        code, said = self.run(file, points)
        assert (code, said) == (0, f"Good: {EVENTS + 1} events, last seal {end_of_chain().hash}\n")

    @pytest.mark.parametrize(
        "change",
        [
            lambda lines: lines.__setitem__(4, lines[4].replace(b"page 4", b"page 5")),
            lambda lines: lines.pop(9),
            lambda lines: lines.insert(3, lines[8]),
            lambda lines: lines.reverse(),
            lambda lines: lines.__delitem__(slice(20, None)),
            lambda lines: lines.clear(),
            lambda lines: lines.__setitem__(0, b"\n"),
        ],
        ids=["edit", "delete", "insert", "swap", "cut tail", "empty", "not a line"],
    )
    def test_it_finds_what_was_done_to_the_export(
        self, tmp_path: Path, change: Callable[[list[bytes]], object]
    ) -> None:
        file, points = self.exported(tmp_path)
        _lines(change)(file)
        code, said = self.run(file, points)
        assert code == 1
        assert said.startswith("Bad")
