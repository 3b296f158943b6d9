"""Commands of the service: `python -m catalog <command>`."""

import sys

from catalog.main import build
from catalog.settings import CatalogSettings
from service_kit.commands import run

if __name__ == "__main__":
    sys.exit(run("catalog", CatalogSettings, build))
