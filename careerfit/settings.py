"""Settings of CareerFit, read from the environment once, at start.

Every value has a default that suits one person trying the product on one machine
(`CAREERFIT_PROFILE=local`). `CAREERFIT_PROFILE=production` takes nothing for granted and refuses to
start with a sentence that says what to set. docs/operations.md lists every variable.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from careerfit.sqlite import sqlite_database

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def refuse(sentence: str) -> None:
    """Stop the start with a sentence that says what to do."""
    raise ImproperlyConfigured(sentence)


PROFILE = env.str("CAREERFIT_PROFILE", default="local")
if PROFILE not in {"local", "production"}:
    refuse(f"CAREERFIT_PROFILE is '{PROFILE}'. Set it to 'local' or 'production'.")
IS_PRODUCTION = PROFILE == "production"

VAR_DIR = Path(env.str("CAREERFIT_VAR", default=str(BASE_DIR / "var")))
"""Everything that the running product writes: database, secret key, collected static files."""

DEBUG = env.bool("DEBUG", default=False)
if IS_PRODUCTION and DEBUG:
    refuse("DEBUG is on. Switch it off in production: error pages would show settings and data.")


def secret_key() -> str:
    """The signing key: SECRET_KEY, or in the local profile what `make setup` wrote to a file."""
    key = env.str("SECRET_KEY", default="")
    key_file = VAR_DIR / "secret-key"
    if IS_PRODUCTION and len(key) < 50:
        refuse("SECRET_KEY is missing or short. Set it to a random text of at least 50 characters.")
    if not key and not key_file.exists():
        refuse(f"There is no secret key at {key_file}. Run `make setup` to make one.")
    return key or key_file.read_text()


SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# --- Where it is reached ---------------------------------------------------------------------

SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
"""The address people type; links in mail use it and never the host of a request."""

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
if IS_PRODUCTION:
    if "*" in ALLOWED_HOSTS or "ALLOWED_HOSTS" not in env.ENVIRON:
        refuse("ALLOWED_HOSTS is open or not set. List the host names that people use.")
    if not SITE_URL.startswith("https://"):
        refuse("SITE_URL does not start with https://. Set it to the address that people use.")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if IS_PRODUCTION else []
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

# --- Apps, floor by floor --------------------------------------------------------------------

INSTALLED_APPS = [
    "careerfit",
    "roadmaps",
    "assessments",
    "taxonomy",
    "accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "lucide",
    "simple_history",
]

MIDDLEWARE = [
    "careerfit.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "careerfit.middleware.PlainMethods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages travel compressed without a proxy too. Tokens in them are masked anew for every page,
    # and Django pads the stream, so their length tells nothing.
    "django.middleware.gzip.GZipMiddleware",
    "careerfit.replies.FormReplies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLimits",
    "accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.Preferences",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "careerfit.urls"
WSGI_APPLICATION = "careerfit.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["taxonomy.templatetags.figures", "assessments.templatetags.answers"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Data ------------------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'careerfit.sqlite3'}")
if DATABASE_URL.startswith("sqlite:///"):
    DATABASES = {"default": sqlite_database(Path(DATABASE_URL.removeprefix("sqlite:///")))}
else:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
    # A pool holds connections open across requests and checks them before use.
    DATABASES["default"]["OPTIONS"] = {
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL", default=10),
            # A database that is away is reported soon, and found again soon after it is back:
            # the pool would double its pauses for five minutes.
            "timeout": 2,
            "reconnect_timeout": 1,
        },
        "connect_timeout": 2,
        "options": "-c statement_timeout=5s -c lock_timeout=2s",
    }
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "careerfit.cache.ForgivingRedisCache",
            "LOCATION": REDIS_URL,
            # A hung Redis must not hang the page with it.
            "OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- Static files ----------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- People, sessions, sign-in ---------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "accounts.passwords.PasswordRules"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "careerfit.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.SignUpForm",
    "reset_password": "accounts.forms.ResetForm",
    "reset_password_from_key": "accounts.forms.ResetKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "add_email": "accounts.forms.ChangeEmailForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"  # docs/decisions/0003
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "landing"
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    # Passwords are counted in the database, see accounts/limits.py; this one is for codes.
    "login_failed": "10/15m/key",
    # A whole classroom behind one address may sign in or up at once.
    "login": "120/m/ip",
    "signup": "40/m/ip,120/h/ip",
    "reset_password": "20/m/ip,40/h/ip,5/h/key",
}
MFA_ADAPTER = "careerfit.sign_in.SecondStepAdapter"
MFA_TOTP_ISSUER = "CareerFit"
MFA_FORMS = {
    "authenticate": "accounts.forms.CodeForm",
    "reauthenticate": "accounts.forms.CodeAgainForm",
    "activate_totp": "accounts.forms.ActivateCodesForm",
}

SESSION_ENGINE = "careerfit.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
"""Ceiling for guests; signed-in people are held to the two limits below."""
SESSION_IDLE_LIMIT = timedelta(hours=24)
SESSION_ABSOLUTE_LIMIT = timedelta(days=14)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "careerfit.errors.csrf_failure"

# --- Headers ---------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# --- Mail, language, time --------------------------------------------------------------------

if IS_PRODUCTION and "EMAIL_URL" not in env.ENVIRON:
    refuse("EMAIL_URL is not set. Name a mail server: links in mail would land in the log.")
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"CareerFit <noreply@{urlsplit(SITE_URL).hostname}>"
)
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "careerfit.logs.OneLineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Django would mail its admins otherwise; the operator's log is the one place.
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
