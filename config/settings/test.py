"""The test suite, on a throw-away PostgreSQL and Valkey that ops.pytest_local starts."""

import os

from config.settings.base import *  # noqa: F403

DEMONSTRATION = True
# Processes that a test starts join the test's own database.
DATABASES["default"]["NAME"] = os.environ.get("VIGIL_TEST_DATABASE", DATABASES["default"]["NAME"])  # noqa: F405
SECRET_KEY = "for-the-tests-only"  # noqa: S105
FIELD_KEYS = ["for-the-tests-only-and-nothing-else-at-all-="]
FIELD_INDEX_KEY = "for-the-tests-only"
# Tests of the second factor turn it on.
SECOND_FACTOR_REQUIRED = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Argon2 costs 0.2 s a sign-in by design; the tests sign in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# No collected files here: the finders serve them, and WhiteNoise would warn about the missing folder.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]  # noqa: F405
CLOCK_FILE = os.environ.get("VIGIL_CLOCK_FILE")
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Each test that files something says where (tests/conftest.py).
DOCUMENT_DIR = "/nonexistent"
DOCUMENT_SCANNER = "none"
