"""Settings of the portal, read from the environment, safe by default.

Read it top to bottom. Nothing here has a secret default: what is missing is named, with the way
to get it.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from wecare.content_security import POLICY

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def required(name: str, how: str) -> str:
    """The variable's value, or a sentence that says how to set it.

    :raises ImproperlyConfigured: if the variable is not set.
    """
    value: str = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"The environment variable {name} is not set. {how}")
    return value


# --- Safety -----------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = required(
    "SECRET_KEY", "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600  # seconds
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = False  # the autosave script reads it
CSRF_FAILURE_VIEW = "wecare.portal.views.errors.csrf_failure"
CONTENT_SECURITY_POLICY = POLICY

# --- Apps -------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "wecare.portal",
    "funding",
    "evaluation",
    "applicants",
    "calls",
    "wecare.notices",
    "wecare.acts",
    "wecare.ledger",
    "wecare.accounts",
    "wecare.core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "crispy_forms",
    "crispy_bootstrap5",
    "import_export",
    "rules",
    "axes",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "wecare.core.middleware.RequestContextMiddleware",
    "csp.middleware.CSPMiddleware",
    "wecare.core.middleware.CleanInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wecare.core.middleware.PrivateAnswersMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "wecare.urls"
WSGI_APPLICATION = "wecare.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wecare.portal.context.page",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- People -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "wecare.accounts.backends.PasswordBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "portal:desk"
LOGOUT_REDIRECT_URL = "portal:home"
AXES_USERNAME_FORM_FIELD = "username"  # the name that Django's own form and backend use
AXES_FAILURE_LIMIT = 8
AXES_RESET_ON_SUCCESS = True
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "wecare.accounts.views.throttled"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = 1 if BEHIND_PROXY else None

# --- Database, cache, files -------------------------------------------------------------------
required(
    "DATABASE_URL",
    "`make run` starts a PostgreSQL and sets it; else: postgres://user@host:5432/name",
)
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"] |= {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)  # seconds
_OPTIONS = {"application_name": "wecare", "prepare_threshold": 5, "options": "-c jit=off"}
DATABASES["default"].setdefault("OPTIONS", {}).update(_OPTIONS)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "wecare.accounts.sessions"
REDIS_URL = required(
    "REDIS_URL", "`make run` starts a Redis and sets it; else: redis://host:6379/0"
)
FILE_STORE = Path(env.str("FILE_STORE", default=str(BASE_DIR / "var" / "files")))  # by SHA-256
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_CHUNK_BYTES = 2 * 1024 * 1024  # of a file that arrives in parts
INSPECTION_SECONDS = env.int("INSPECTION_SECONDS", default=10)  # of work, to look into one file
INSPECTION_MEMORY_BYTES = env.int("INSPECTION_MEMORY_BYTES", default=768 * 1024**2)
SCANNER = env.str("SCANNER", default="none")  # "none", or "clamd"
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="127.0.0.1:3310")  # or the path of its socket
CLAMD_SECONDS = env.float("CLAMD_SECONDS", default=30.0)  # for each answer

# --- Background work --------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # seconds; longer than the longest task
    "queue_order_strategy": "priority",
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 5,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_ROUTES = {  # 0 goes first: signs of life never wait behind long work
    "core.heartbeat": {"priority": 0},
    "core.sweep": {"priority": 0},
    "*": {"priority": 6},
}
CELERY_TASK_SOFT_TIME_LIMIT = 600  # seconds
CELERY_TASK_TIME_LIMIT = 660  # seconds
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 1_000_000  # kilobytes
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_PUBLISH_RETRY = False  # the sweep asks again
CELERY_TIMEZONE = "Europe/Rome"
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=20)


def _every(seconds: float, task: str) -> dict[str, object]:
    """A task asked for so often; one that waited longer than that is asked for again anyway."""
    return {"task": task, "schedule": seconds, "options": {"expires": seconds}}


CELERY_BEAT_SCHEDULE = {
    "sweep": _every(SWEEP_SECONDS, "core.sweep"),
    "sweep_parts": _every(3600.0, "core.sweep_parts"),
    "heartbeat": _every(10.0, "core.heartbeat"),
    "expire_access": _every(3600.0, "evaluation.expire_access"),
    "expire_dossiers": _every(3600.0, "funding.expire_dossiers"),
    "mailboxes": _every(60.0, "notices.read_mailboxes"),
}
PDF_SECONDS = env.int("PDF_SECONDS", default=300)
PDF_PARTS_AT_ONCE = env.int("PDF_PARTS_AT_ONCE", default=2)  # of one long document
PDF_MEMORY_BYTES = env.int("PDF_MEMORY_BYTES", default=3 * 1024**3)
PDF_FONTS = BASE_DIR / "static" / "print-fonts"
SIGNATURE_TRUST = env.str("SIGNATURE_TRUST", default="")  # folder: docs/how-to/trust-signatures.md
SIGNATURE_SECONDS = env.int("SIGNATURE_SECONDS", default=20)  # for the verification of one file
SIGNATURE_MEMORY_BYTES = env.int("SIGNATURE_MEMORY_BYTES", default=1024**3)

# --- Letters ----------------------------------------------------------------------------------
EMAIL_BACKEND = env.str("EMAIL_BACKEND", default="django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_FILE_PATH = env.str("EMAIL_FILE_PATH", default=str(BASE_DIR / "var" / "mail"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portale@wecare.example")
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
EMAIL_TIMEOUT = 10  # seconds
# Certified mail: nothing leaves until a provider is set, smtp+ssl://user:password@host:465
PEC = env.email_url("PEC_URL", default="consolemail://")
PEC_FROM = env.str("PEC_FROM", default="wecare@pec.wecare.example")
# Mailboxes read for receipts and bounces, as imaps://user:password@host:993/INBOX; empty: not read
MAILBOXES = {name: env.str(f"{name.upper()}_IMAP_URL", default="") for name in ("pec", "email")}

# --- Language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italiano")), ("en", _("Inglese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Rome"

# --- Static files -----------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str(
            "STATICFILES_BACKEND",
            default="whitenoise.storage.CompressedManifestStaticFilesStorage",
        )
    },
}
WHITENOISE_MAX_AGE = 31_536_000  # seconds
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- The portal's own -------------------------------------------------------------------------
SITE_ADDRESS = env.str("SITE_ADDRESS", default="http://localhost:8000")  # printed in documents
ACTS_SECTOR = env.str("ACTS_SECTOR", default="A2203A")  # the office that numbers the decrees
FUNDING_NOTICE_PERCENT = env.int("FUNDING_NOTICE_PERCENT", default=20)  # moved by a mere notice
FUNDING_OBJECTION_DAYS = env.int("FUNDING_OBJECTION_DAYS", default=15)  # to object to a notice
FUNDING_INSTALMENTS = env.int("FUNDING_INSTALMENTS", default=36)  # at most, to pay back
DEMONSTRATION = env.bool("DEMONSTRATION", default=False)  # shows "dati dimostrativi" on every page
# Who pays, as orders to the bank name it. Without an IBAN no order is made
_DEMONSTRATIVE_IBAN = "IT60X0542811101000000123456" if DEMONSTRATION else ""  # the standard's
PAYER_NAME = env.str("PAYER_NAME", default="Regione Piemonte")
PAYER_IBAN = env.str("PAYER_IBAN", default="") or _DEMONSTRATIVE_IBAN
PAYER_BIC = env.str("PAYER_BIC", default="")  # else the bank finds it by the IBAN
# Registers asked about organisations: source (applicants.enums.Source) → adapter.
_FILES = {"ipa": "Ipa", "runts": "Runts", "business": "Business", "ini_pec": "IniPec"}
_FROM_FILES = {key: f"applicants.queries.registers.file.{each}" for key, each in _FILES.items()}
REGISTERS = env.dict("REGISTERS", default=_FROM_FILES if DEMONSTRATION else {})
# Registers asked before money is granted or paid: CUP, RNA, DURC, antimafia → adapter.
_AID_FILES = {"cup": "Cup", "rna": "Rna", "durc": "Durc", "bdna": "Bdna"}
_AID_FROM_FILES = {key: f"funding.queries.registers.file.{at}" for key, at in _AID_FILES.items()}
AID_REGISTERS = env.dict("AID_REGISTERS", default=_AID_FROM_FILES if DEMONSTRATION else {})
# The records system of the Region, to which receipts are handed: the path of its adapter
_FILE_RECORDS = "applicants.queries.records.file.FileRecords"
RECORDS = env.str("RECORDS", default=_FILE_RECORDS if DEMONSTRATION else "")
RECORDS_SECONDS = env.float("RECORDS_SECONDS", default=30.0)  # then it is away
RECORDS_FOLDER = env.str("RECORDS_FOLDER", default=str(BASE_DIR / "var" / "records"))
REGISTERS_SECONDS = env.float("REGISTERS_SECONDS", default=3.0)  # then a register is away
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preload lists are for whole domains
# --- Logs -------------------------------------------------------------------------------------
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING_CONFIG = "wecare.core.logs.configure"
LOGGING = {"level": LOG_LEVEL, "as_json": env.bool("LOG_JSON", default=not DEBUG)}
