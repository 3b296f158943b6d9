"""The commands that every service has: `python -m <package> serve | migrate | rotate-secrets | purge`."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from service_kit.app import Kit, serve
from service_kit.purge import add_purge, run_purge
from service_kit.secrets import rotate_secrets
from service_kit.settings import Settings

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

S = TypeVar("S", bound=Settings)


def run(
    package: str,
    settings: Callable[[], S],
    build: Callable[[S], Kit],
    register: Callable[["Commands"], None] | None = None,
    arguments: Sequence[str] | None = None,
) -> int:
    """Run the command of the command line and give its exit code; `register` adds commands of the service's own.

    A parser of an own command sets `run`, which takes the parsed arguments and gives the exit code.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {package}")
    commands = parser.add_subparsers(required=True, metavar="command")

    def serving(_: argparse.Namespace) -> int:
        chosen = settings()
        serve(lambda: build(chosen).build(), chosen)
        return 0

    def migrating(_: argparse.Namespace) -> int:
        return asyncio.run(_done(build(settings()), Kit.migrate))

    def rotating(_: argparse.Namespace) -> int:
        return asyncio.run(_done(build(settings()), lambda kit: rotate_secrets(kit.secrets)))

    commands.add_parser("serve", help="run the service").set_defaults(run=serving)
    commands.add_parser("migrate", help="make collections and indexes").set_defaults(run=migrating)
    commands.add_parser("rotate-secrets", help="wrap all data keys by the active master key").set_defaults(run=rotating)
    add_purge(commands).set_defaults(run=lambda given: run_purge(build(settings()), given))
    if register is not None:
        register(commands)
    given = parser.parse_args(arguments)
    code: int = given.run(given)
    return code


async def _done(kit: Kit, act: Callable[[Kit], Awaitable[None]]) -> int:
    try:
        await act(kit)
    finally:
        await kit.mongo.close()
    return 0
