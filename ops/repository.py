"""Checks that the repository holds nothing of one machine, and no address that software is downloaded from.

``python -m ops.repository`` reads every file that git tracks, or would. Packages are pinned by version and hash; where
they come from is each machine's own affair.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS_WITH_ADDRESSES = {"uv.lock", "pylock.toml", "poetry.lock", "yarn.lock", "pnpm-lock.yaml"}
MADE_FOR_ONE_MACHINE = {".env", ".python-version"}
# Put together from parts, so that this file holds none of what it looks for.
_SCHEME = r"https?:/{2}"
_REGISTRIES = (
    "pypi[.]org/simple",
    "pythonhosted[.]org",
    "npmjs[.]org",
    "yarnpkg[.]com",
    "unpkg[.]com",
    "jsdelivr[.]net",
)
PICTURES = re.compile(r"docs/tour/[a-z-]+[.]png")
LARGEST_PICTURE = 250_000  # bytes
_PACKAGES = ("whl", "tgz", "tar[.]gz", "tar[.]xz", "deb", "zip")
UNWANTED = {
    "an address of a package registry": re.compile(rf"{_SCHEME}[\w.-]*\b(?:{'|'.join(_REGISTRIES)})"),
    "a download address": re.compile(rf"{_SCHEME}[^\s\"'<>]+[.](?:{'|'.join(_PACKAGES)})\b"),
    "a setting that names a registry": re.compile(
        r"^\s*(?:--(?:extra-)?index[-]url|--find[-]links|registry\s*=)", re.M
    ),
    "a lock entry with an address": re.compile(r"\"resolved\"\s*:"),
    "a path of one machine": re.compile(r"(?<![\w.$}/-])/(?:root|home/[a-z]\w*|Users/\w+|work)/"),
    "a path out of the repository": re.compile(r"\.\./shared\b"),
}


def faults(name: str, text: str) -> Iterator[str]:
    """What is wrong with one file, in words, each with its line."""
    base = Path(name).name
    if base in LOCKS_WITH_ADDRESSES | MADE_FOR_ONE_MACHINE:
        yield f"{name}: does not belong in the repository"
    for what, pattern in UNWANTED.items():
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{name}:{line}: {what}: {match.group().strip()}"


def faults_of_binary(name: str, size: int) -> Iterator[str]:
    """What is wrong with a file that is no text: only the tour has pictures, and small ones."""
    if not PICTURES.fullmatch(name):
        yield f"{name}: is no text, and no picture of the tour"
    elif size > LARGEST_PICTURE:
        yield f"{name}: {size:,} bytes, more than {LARGEST_PICTURE:,}"


def main() -> int:
    """Print the faults of all files; 1 if there are any."""
    # A checkout may belong to another user, as it does in containers.
    git = [
        "git",
        "-c",
        f"safe.directory={ROOT}",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    names = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    found: list[str] = []
    for name in filter(None, names):
        try:
            text = (ROOT / name).read_text()
        except (FileNotFoundError, IsADirectoryError):
            continue  # removed, but still tracked
        except UnicodeDecodeError:
            found += faults_of_binary(name, (ROOT / name).stat().st_size)
            continue
        found += faults(name, text)
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
