"""Commands of the service: `python -m catalog <command>`."""

import argparse
import asyncio
import sys

from catalog.main import build, create_app
from catalog.settings import CatalogSettings
from service_kit.app import serve
from service_kit.purge import add_purge, run_purge


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m catalog")
    commands = parser.add_subparsers(required=True, metavar="command")
    commands.add_parser("serve", help="run the service").set_defaults(run=_serve)
    commands.add_parser("migrate", help="make collections and indexes").set_defaults(run=_migrate)
    add_purge(commands).set_defaults(run=_purge)
    chosen = parser.parse_args(arguments)
    code: int = chosen.run(chosen)
    return code


def _serve(_: argparse.Namespace) -> int:
    settings = CatalogSettings()
    serve(lambda: create_app(settings), settings)
    return 0


def _migrate(_: argparse.Namespace) -> int:
    asyncio.run(_make_indexes())
    return 0


def _purge(chosen: argparse.Namespace) -> int:
    return run_purge(build(CatalogSettings()), chosen)


async def _make_indexes() -> None:
    kit = build(CatalogSettings())
    await kit.migrate()
    await kit.mongo.close()


if __name__ == "__main__":
    sys.exit(main())
