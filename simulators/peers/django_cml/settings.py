"""A shop of a few tables that exchanges goods and orders by django-cml 0.4.0; its data lie in $PEER_FOLDER."""

import os
import secrets
from pathlib import Path

_FOLDER = Path(os.environ["PEER_FOLDER"])

SECRET_KEY = secrets.token_hex()
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "urls"
USE_TZ = True
TIME_ZONE = "Europe/Moscow"
STATIC_URL = "/static/"
MEDIA_ROOT = str(_FOLDER / "media")  # django-cml derives its folder of uploads when it is imported
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
# The one password is known to everybody: a slow hash would only make each login slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(_FOLDER / "db.sqlite3"),
        "OPTIONS": {"timeout": 30},
    }
}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin",
    "cml",
    "glue.apps.GlueConfig",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
CML_PROJECT_PIPELINES = "glue.pipelines"
