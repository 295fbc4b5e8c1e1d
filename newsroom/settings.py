"""Settings: one file, safe by default, one machine and SQLite unless the environment says otherwise."""

import os
from pathlib import Path
from typing import Any

from newsroom import env

BASE_DIR = Path(__file__).resolve().parent.parent

# Everything that must outlive a new version of the code: database, media, generated keys.
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "data")
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.secret_key(DATA_DIR)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
REDIS_URL = os.environ.get("REDIS_URL", "")

INSTALLED_APPS = [
    "articles.apps.ArticlesConfig",
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "adminsortable2",
    "django_filters",
    "django_prose_editor",
    "drf_spectacular",
    "imagefield",
    "rest_framework",
    "taggit",
]

MIDDLEWARE = [
    "newsroom.requestlog.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.availability.UnavailableMiddleware",
    "newsroom.compression.CompressionMiddleware",
    "articles.public.due.DueChangesMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsroom.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.public.redirects.OldAddressMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": env.database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "newsroom.cache.ForgivingRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "newsroom",
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
    # Kept in the database too: losing Redis signs nobody out.
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# People
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "admin:login"

# Language and time: Arabic first, English second; stored in UTC, shown in the newsroom's zone.
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
# The second holds Django's own Arabic, mended; the first is ours, where `makemessages` writes.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "mended"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TIME_ZONE") or "Asia/Damascus"

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsroom.storage.StaticStorage"},
}
# Static files are served from their sources where `collectstatic` has not run.
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# Files that editors import at the desk: all files of one import together, in MB.
IMPORT_UPLOAD_MB = env.integer("IMPORT_UPLOAD_MB", default=200)
# The server starts a process for each import; without, `manage.py run_imports` is to run beside it.
IMPORT_CHILDREN = env.boolean("IMPORT_CHILDREN", default=True)
IMAGEFIELD_BIN_DEPTH = 2
# Renditions are made by `articles.renditions`, off the request; the field's own are the desk's previews alone.
IMAGEFIELD_AUTOGENERATE = False

# Mail: the letter to readers, and links to confirm it.
vars().update(env.mail(DATA_DIR))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("EMAIL_FROM") or f"newsletter@{ALLOWED_HOSTS[0].lstrip('.*') or 'localhost'}"

# Security headers that hold with and without TLS; those that need TLS follow the proxy's word.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# The read API: open to all, from any site, so many requests a minute from one address.
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "articles.api.negotiation.JsonAlone",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": os.environ.get("API_RATE") or "120/min"},
    # How many proxies of ours stand in front: 0 believes no header that a stranger may write.
    "NUM_PROXIES": env.integer("TRUSTED_PROXIES", 0),
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Newsroom",
    "DESCRIPTION": "Public stories, sections, topics, authors and search. Read only.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
    "ENUM_NAME_OVERRIDES": {"GenreEnum": "articles.models.Article.Genre"},
}

# Topics: the Arabic comma divides tags too; the folded name decides which are the same.
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "articles.text.tags.tags_from_string"
TAGGIT_STRING_FROM_TAGS = "articles.text.tags.string_from_tags"

# The newspaper's own choices.
NEWSROOM: dict[str, Any] = {
    "NAME": {"ar": "الديوان", "en": "Al-Diwan"},
    # levantine | egyptian | maghrebi | double ("كانون الأول/ديسمبر")
    "MONTH_NAMES": "double",
    # latin (0-9) | arabic (٠-٩): how digits are shown; stored text keeps its own
    "DIGITS": "latin",
    "HIJRI_DATE": True,
    "STORIES_PER_PAGE": 20,
    "RELATED_STORIES": 4,
    "WORDS_PER_MINUTE": 180,
}

# Lines for people on one machine; LOG_FORMAT=json for programs, with a line for every request.
LOG_AS_JSON = env.choice("LOG_FORMAT", ["text", "json"]) == "json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "newsroom.requestlog.JsonFormatter"},
        "text": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if LOG_AS_JSON else "text"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"newsroom.requests": {"level": "INFO" if LOG_AS_JSON else "WARNING"}},
}
