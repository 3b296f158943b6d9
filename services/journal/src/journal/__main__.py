"""Commands of the service: `python -m journal <command>`."""

import sys

from journal.main import build
from journal.settings import JournalSettings
from service_kit.commands import run

if __name__ == "__main__":
    sys.exit(run("journal", JournalSettings, build))
