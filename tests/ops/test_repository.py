"""The repository holds nothing of one machine, and the check that says so notices what it should."""

import subprocess

import pytest

from ops.repository import LARGEST_PICTURE, ROOT, faults, faults_of_binary, main

HOSTS = {"pypi": "files.python" + "hosted.org", "npm": "registry." + "npmjs.org"}


@pytest.mark.skipif(
    subprocess.run(["git", "rev-parse"], cwd=ROOT, capture_output=True).returncode != 0,
    reason="not a git checkout",
)
def test_the_repository_is_clean(capsys):
    assert main() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("uv.lock", ""),
        ("frontend/yarn.lock", ""),
        (".env", "SECRET_KEY=x"),
        ("a.txt", f"https://{HOSTS['pypi']}/packages/x"),
        ("a.json", f"https://{HOSTS['npm']}/x"),
        ("a.md", "see https://example.org/x-1.0.tar" + ".gz"),
        ("requirements/a.txt", "--extra-index" + "-url file:x"),
        ("package-lock.json", '"resolved"' + ': "x"'),
        ("a.py", "open('/home" + "/alice/x')"),
        ("a.py", "open('/root" + "/x')"),
        ("a.md", "as in .." + "/shared/x"),
    ],
)
def test_it_notices(name, text):
    assert list(faults(name, text))


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "rest",
    [
        *(f"{host}.{end}" for host, end in (("pypi", "org/simple/x"), ("a.python" + "hosted", "org"))),
        *(f"{host}.{end}" for host, end in (("r.npm" + "js", "org"), ("r.yarn" + "pkg", "com"))),
        *(f"{host}.{end}" for host, end in (("un" + "pkg", "com/x"), ("cdn.js" + "delivr", "net/x"))),
        *("example.org/x-1.0." + end for end in ("whl", "tgz", "tar.gz", "tar.xz", "deb", "zip")),
    ],
)
def test_it_notices_each_registry_and_each_kind_of_package(scheme, rest):
    assert list(faults("a.md", f"see {scheme}:" + "//" + rest))


@pytest.mark.parametrize("setting", ["--index-", "--extra-index-"])
def test_it_notices_each_setting_that_names_a_registry(setting):
    assert list(faults("a.txt", f"{setting}url file:x"))
    assert list(faults("a.txt", "--find-" + "links file:x"))
    assert list(faults(".npmrc", "registry" + " = x"))


@pytest.mark.parametrize(
    "text",
    [
        "https://www.gov.uk/guidance",
        "/people/<uuid>/",
        "a/home/page",
        "$HOME/x",
        "/vigil/root.py",
        "homework/",
    ],
)
def test_it_lets_pass(text):
    assert list(faults("a.md", text)) == []


def test_only_the_tour_has_pictures_and_small_ones():
    assert list(faults_of_binary("docs/tour/today.png", LARGEST_PICTURE)) == []
    assert list(faults_of_binary("docs/tour/today.png", LARGEST_PICTURE + 1))
    for name in ("frontend/logo.png", "docs/tour/today.jpg", "docs/tour/../today.png", "docs/tour/x/y.png"):
        assert list(faults_of_binary(name, 10))
