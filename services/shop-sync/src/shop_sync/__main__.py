"""Commands of the service: `python -m shop_sync <command>`."""

import sys

from service_kit.commands import run
from shop_sync.connectors.commerceml.command import register
from shop_sync.main import build
from shop_sync.settings import ShopSyncSettings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    return run("shop_sync", ShopSyncSettings, build, register, arguments)


if __name__ == "__main__":
    sys.exit(main())
