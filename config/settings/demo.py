"""The demonstration on one machine: fictional people, local services, plain http on the loopback address."""

from config.settings.base import *  # noqa: F403
from config.settings.base import ROOT, env

DEMONSTRATION = True
# Not a secret: this key protects fictional people on a loopback address and nothing else.
SECRET_KEY = "demonstration-only-fictional-people-on-a-loopback-address"  # noqa: S105
# Nor are these. A second factor may be set up, and is not asked for: nobody has the telephones of fictional people.
FIELD_KEYS = ["demonstration-only-fictional-people-at-home="]
FIELD_INDEX_KEY = "demonstration-only"
SECOND_FACTOR_REQUIRED = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = ROOT / "var" / "demo" / "mail"
DOCUMENT_DIR = str(ROOT / "var" / "demo" / "documents")
DOCUMENT_SCANNER = "none"  # nobody here has a virus scanner, and every page says so
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000")
CLOCK_FILE = str(ROOT / "var" / "demo" / "clock")
