"""Away from the demonstration and the tests, Vigil never starts without being told where its database is."""

import pytest

from tests.ops.processes import python

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "DATABASE_URL": "postgresql://app@database.example/vigil",
    "REDIS_URL": "redis://redis.example",
    "SECRET_KEY": "only-for-this-test-0123456789-0123456789-0123456789",
    "FIELD_KEYS": "made-up-for-this-test-and-nothing-else-000000=",
    "FIELD_INDEX_KEY": "made-up-for-this-test",
    "ALLOWED_HOSTS": "vigil.example",
}


def load(**settings: str) -> tuple[int, str]:
    done = python(
        "-c", "from django.conf import settings; settings.DATABASES; print(settings.DEBUG)", **settings
    )
    return done.returncode, done.stdout + done.stderr


def test_production_starts_when_told_everything():
    assert load(**COMPLETE) == (0, "False\n")


@pytest.mark.parametrize(
    "missing", ["DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEYS", "FIELD_INDEX_KEY"]
)
@pytest.mark.parametrize("how", ["absent", "empty"])
def test_production_refuses_to_start_without(missing, how):
    settings = (
        COMPLETE | {missing: ""} if how == "empty" else {k: v for k, v in COMPLETE.items() if k != missing}
    )
    code, said = load(**settings)
    assert code != 0
    assert f"{missing} is not set" in said


def test_manage_py_without_a_word_means_production(tmp_path):
    """A checkout without .env is a server's: nothing local is started there."""
    root = python("-c", "import manage; print(manage.ROOT)").stdout.strip()
    code = f"import runpy, sys; sys.path.insert(0, {root!r}); import manage; manage.ROOT = manage.Path('.').resolve()"
    done = python("-c", f"{code}; sys.argv = ['manage.py', 'check']; manage.main()", cwd=tmp_path)
    assert done.returncode != 0
    assert "DATABASE_URL is not set" in done.stderr
    assert list(tmp_path.iterdir()) == []
