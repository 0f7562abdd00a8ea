"""What every place shares. Time zone, middleware order, security headers, history, tasks."""

from pathlib import Path

import environ
import pgtrigger
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.logs import AsWritten, about_nobody
from config.settings.schedule import CELERY_BEAT_SCHEDULE as CELERY_BEAT_SCHEDULE

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()


def required(name: str) -> str:
    """The environment variable's value; refuses to start without it."""
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Outside the demonstration and the tests Vigil needs its own PostgreSQL "
            "(DATABASE_URL) and Redis (REDIS_URL); .env.example shows each setting. "
            "To try Vigil on this machine, run: make demo"
        )
    return value


# Who reads, as row-level security asks (offenders/migrations/0002): nobody until the user of a request is known;
# `vigil` in the worker and in commands, which see every record.
_READER = env.str("VIGIL_READER", default="nobody")
_DATABASE = env.db_url_config(required("DATABASE_URL"))
DATABASES = {
    "default": {
        **_DATABASE,
        # Compiling a statement costs more than any page's statement saves by it, and the board's are long.
        "OPTIONS": {**_DATABASE.get("OPTIONS", {}), "options": f"-c vigil.reader={_READER} -c jit=off"},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # ATOMIC_REQUESTS stays off: each action opens its own transaction.
    }
}
REDIS_URL = required("REDIS_URL")

DEBUG = False
DEMONSTRATION = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]
SITE_ID = 1
APPEND_SLASH = True

INSTALLED_APPS = [
    "dashboards",
    "mappa",
    "riskplans",
    "intelligence",
    "handovers",
    "notifications",
    "diary",
    "offenders",
    "practice",
    "access",
    "accounts",
    "frontend",
    "ops",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "guardian",
    "pgtrigger",
    "pghistory",
    "django_celery_beat",
    "django_structlog",
]

MIDDLEWARE = [
    "diary.middleware.CalendarSecretMiddleware",
    "dashboards.system.metrics.LatencyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "access.middleware.PrivatePagesMiddleware",
    "access.middleware.MethodsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.temporary_password.TemporaryPasswordMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "diary.middleware.ClockMiddleware",
    "access.middleware.HistoryMiddleware",
    # The innermost: it sees what the page reads, and nothing else.
    "access.middleware.AccessLogMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accounts.context.account",
                "dashboards.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "frontend.renderer.GovukRenderer"

# How many proxies of our own stand in front, whose word about the user's address is believed.
TRUSTED_PROXIES = 0

# Sign-in ---------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "accounts.backends.VettedUserBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = "accounts.models.display"
# Guessing passwords is stopped by accounts.lockout. What allauth counts itself (codes of the second factor, changes of
# a password, by account) it counts in the cache: in PostgreSQL, for all processes at once.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "rate_limits"}}
# What matters needs a proof of who one is that is no older than this (accounts.stepup).
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
SECOND_FACTOR_REQUIRED = True
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# accounts.sessions notes the use of a session itself, once a minute instead of on each request.
USERSESSIONS_TRACK_ACTIVITY = False

# Sign-in by a force's identity provider: off until OIDC_SERVER_URL is set (docs/running.md).
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_ORIGIN = "/".join(OIDC_SERVER_URL.split("/")[:3])
OIDC_USERNAME_CLAIM = env.str("OIDC_USERNAME_CLAIM", default="preferred_username")
OIDC_BRINGS_SECOND_FACTOR = env.bool("OIDC_BRINGS_SECOND_FACTOR", default=False)
SOCIALACCOUNT_ADAPTER = "accounts.adapter.IdentityAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "force",
                "name": env.str("OIDC_NAME", default="your force’s sign-in"),
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}
# Columns that hold ciphertext (accounts.encryption): keys, newest first, and the key of the blind indexes.
FIELD_KEYS: list[str] = []
FIELD_INDEX_KEY = ""
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# accounts.sessions ends sessions sooner: 15 minutes after their last use, 10 hours after their beginning.
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

# Headers ---------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [NONE],
        "connect-src": [SELF],
        # A form that starts signing in elsewhere is sent on to there.
        "form-action": [SELF, *([OIDC_ORIGIN] if OIDC_SERVER_URL else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        # To config.csp: the older browsers go by the first, the newer by the second (access.middleware names it).
        "report-uri": ["/csp-report/"],
        "report-to": "csp",
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "publickey-credentials-create": ["self"],
    "publickey-credentials-get": ["self"],
    **{
        name: []
        for name in (
            "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope "
            "magnetometer microphone midi payment usb"
        ).split()
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Files -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Photographs and documents (offenders/documents): their folder, which no web server serves, and what scans them:
# unix:/path/of/clamd's/socket, tcp:HOST:PORT, or `none` to hand them out unscanned. Empty, every file is held.
DOCUMENT_DIR = env.str("DOCUMENT_DIR", default=str(ROOT / "var" / "documents"))
DOCUMENT_SCANNER = env.str("DOCUMENT_SCANNER", default="")
DOCUMENT_LARGEST = env.int("DOCUMENT_LARGEST", default=25_000_000)
PHOTOGRAPH_LARGEST = env.int("PHOTOGRAPH_LARGEST", default=15_000_000)
FILE_UPLOAD_HANDLERS = ["offenders.documents.receiving.Receiver"]

# History: one statement-level trigger per table, so that a bulk load costs one insert, not one a row.
PGHISTORY_LEVEL: object = pgtrigger.Statement
PGHISTORY_APPEND_ONLY = True
# The request's user and reason are set by access.middleware and access.recording, not by signals.
PGHISTORY_MIDDLEWARE_METHODS: list[str] = []

# Tasks. Redis is a doorbell only: due dates, flags and messages live in PostgreSQL. ------------------
CELERY_BROKER_URL = (
    REDIS_URL.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    if REDIS_URL.startswith("unix://")
    else REDIS_URL
)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 15 * 60,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_ENABLE_UTC = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"

# Where the access log's checkpoints are kept: a directory on a disk that the database's administrators cannot change.
AUDIT_CHECKPOINT_DIR: str = env.str("AUDIT_CHECKPOINT_DIR", default="")

# Mail carries a local reference and never a name. ------------------------------------------------------
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = "vigil@localhost"
# The address of Vigil as users type it; in messages it leads to the page behind a reference.
PUBLIC_URL = "http://localhost:8000"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "dashboards.api.schema.OfVigil",
    # Counted for each user in the cache, which is in PostgreSQL: for all processes at once.
    "DEFAULT_THROTTLE_RATES": {"user": "120/min"},
    # `format` is no parameter of ours: there is JSON alone.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Vigil",
    "DESCRIPTION": "What programs read of Vigil, by the rules of its pages. Every answer is logged with whom it names.",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
}

# The one clock reads this file when it is set: an ISO 8601 instant, or an offset such as "+14d".
# For the demonstration's what-ifs and the tests; production has no such setting.
CLOCK_FILE: str | None = None

# What Prometheus shows at /metrics (Authorization: Bearer ...); empty: there is no such page.
METRICS_TOKEN: str = env.str("METRICS_TOKEN", default="")

# Logs: one JSON line an event, request id throughout, nothing personal. ---------------------------------
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_log_level,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                about_nobody,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        },
    },
    "filters": {"as written": {"()": AsWritten}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["as written"]}
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "vigil": {"level": "INFO"},
        # Request lines would carry person identifiers in their paths; the access log is the record of those.
        "django_structlog": {"level": "WARNING"},
    },
}
# The access log's checkpoints, and what was found wrong with it, on another machine too: HOST:PORT (UDP), or a socket.
AUDIT_SYSLOG: str = env.str("AUDIT_SYSLOG", default="")
if AUDIT_SYSLOG:
    _host, _, _port = AUDIT_SYSLOG.rpartition(":")
    LOGGING["handlers"]["syslog"] = {  # type: ignore[index]
        "class": "logging.handlers.SysLogHandler",
        "address": (_host, int(_port)) if _host else AUDIT_SYSLOG,
        "facility": "authpriv",
        "formatter": "json",
    }
    LOGGING["loggers"]["vigil.audit"] = {"handlers": ["syslog"]}  # type: ignore[index]
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_USER_ID_FIELD = None
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
