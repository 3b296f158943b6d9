"""Commands of the service: `python -m shop_sync <command>`."""

import argparse
import asyncio
import sys

from service_kit.app import serve
from service_kit.purge import add_purge, run_purge
from service_kit.secrets import rotate_secrets
from shop_sync.connectors.commerceml import command as parse_orders
from shop_sync.main import build, create_app
from shop_sync.settings import ShopSyncSettings


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m shop_sync")
    commands = parser.add_subparsers(required=True, metavar="command")
    commands.add_parser("serve", help="run the service").set_defaults(run=_serve)
    commands.add_parser("migrate", help="make collections and indexes").set_defaults(run=_migrate)
    commands.add_parser("rotate-secrets", help="wrap all data keys by the active master key").set_defaults(run=_rotate)
    add_purge(commands).set_defaults(run=_purge)
    parse_orders.register(commands)
    chosen = parser.parse_args(arguments)
    code: int = chosen.run(chosen)
    return code


def _serve(_: argparse.Namespace) -> int:
    settings = ShopSyncSettings()
    serve(lambda: create_app(settings), settings)
    return 0


def _migrate(_: argparse.Namespace) -> int:
    asyncio.run(_make_indexes())
    return 0


def _rotate(_: argparse.Namespace) -> int:
    asyncio.run(_wrap_keys())
    return 0


def _purge(chosen: argparse.Namespace) -> int:
    return run_purge(build(ShopSyncSettings()), chosen)


async def _make_indexes() -> None:
    kit = build(ShopSyncSettings())
    await kit.migrate()
    await kit.mongo.close()


async def _wrap_keys() -> None:
    kit = build(ShopSyncSettings())
    await rotate_secrets(kit.secrets)
    await kit.mongo.close()


if __name__ == "__main__":
    sys.exit(main())
