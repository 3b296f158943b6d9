"""Serve the shop of the project in the current folder: `serve.py PORT`. Data lie in $PEER_FOLDER, new or as left.

Runs in the virtual environment of that project, not in ours.
"""

import os
import sys

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command

sys.path.insert(0, os.getcwd())  # settings, urls and glue of the project
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
django.setup()
call_command("migrate", run_syncdb=True, verbosity=0)
users = get_user_model().objects
if not users.filter(username="exchange").exists():
    users.create_superuser("exchange", "exchange@example.org", "secret")
call_command("runserver", f"127.0.0.1:{sys.argv[1]}", use_reloader=False)
