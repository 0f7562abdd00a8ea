"""Every control of the threat model has a proof that exists."""

import ast
import re

from tests.ops.processes import ROOT

TEXT = (ROOT / "docs" / "threat-model.md").read_text()
PROOFS = re.findall(r"`(tests/[\w/]+\.py)((?:::\w+)+)`", TEXT)


def names(path: str) -> set[str]:
    """The tests of a file, as pytest names them."""
    tree = ast.parse((ROOT / path).read_text())
    found = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            found.add(f"::{node.name}")
        elif isinstance(node, ast.ClassDef):
            found |= {
                f"::{node.name}::{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)
            }
    return found


def test_every_control_has_a_proof():
    table = TEXT.partition("## Controls and their proofs")[2].partition("## What remains")[0]
    controls = [line for line in table.splitlines() if line.startswith("| ") and "---" not in line][1:]
    assert len(controls) > 30
    assert len(PROOFS) == len(controls)


def test_every_proof_exists():
    assert [f"{path}{name}" for path, name in PROOFS if name not in names(path)] == []


def test_six_insiders_have_their_story():
    assert len(re.findall(r"^\d\. \*\*", TEXT, re.M)) == 6
