"""Commands: serve, migrate, seed, create-account, rotate-secrets."""

import argparse
import asyncio
import re
import sys
from collections.abc import Awaitable, Callable

from contracts.base import AccountId
from contracts.events.changed import SnapshotKind
from platform_bridge.adapters.embedded.demo.directories import basic_directories
from platform_bridge.main import Bridge, create_app, wire
from platform_bridge.settings import BridgeSettings
from service_kit.app import serve
from service_kit.errors import BizError, DataError
from service_kit.secrets import rotate_secrets

_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


def main() -> None:
    """Run the command of the command line; exit status 1 with the reason when it fails."""
    arguments = _parser().parse_args()
    settings = BridgeSettings()
    match arguments.command:
        case "serve":
            serve(lambda: create_app(settings), settings)
        case "migrate":
            asyncio.run(_with_store(settings, _nothing))
        case "seed":
            asyncio.run(_with_store(settings, Bridge.seed))
        case "rotate-secrets":
            asyncio.run(_with_store(settings, lambda bridge: rotate_secrets(bridge.kit.secrets)))
        case "create-account":
            asyncio.run(_with_store(settings, lambda bridge: _create_account(bridge, arguments)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="platform_bridge", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="run the service")
    commands.add_parser("migrate", help="make collections and indexes")
    commands.add_parser("seed", help="fill in the demo account")
    commands.add_parser("rotate-secrets", help="wrap all data keys by the active master key")
    create = commands.add_parser("create-account", help="make an account with its basic directories and a user")
    create.add_argument("name", type=_account_name, help="id of the account: a-z, 0-9, -")
    create.add_argument("--login", required=True)
    create.add_argument("--password", required=True)
    create.add_argument("--role", choices=("owner", "manager", "operator"), default="owner")
    return parser


def _account_name(text: str) -> str:
    if not _ACCOUNT.fullmatch(text):
        raise argparse.ArgumentTypeError("2 to 40 signs of a-z, 0-9 and -")
    return text


async def _with_store(settings: BridgeSettings, act: Callable[[Bridge], Awaitable[None]]) -> None:
    """Run `act` without a broker: what it emits waits in the outbox for a running process to send it."""
    bridge = wire(settings)
    try:
        await bridge.kit.migrate()
        await act(bridge)
    except BizError as error:
        sys.exit(bridge.kit.texts.get(error.key, error.details).whole)
    finally:
        await bridge.kit.mongo.close()


async def _nothing(_: Bridge) -> None:
    """Making the indexes is all that `migrate` does."""


async def _create_account(bridge: Bridge, arguments: argparse.Namespace) -> None:
    account = AccountId(arguments.name)
    rows = {SnapshotKind.DIRECTORIES: basic_directories(arguments.name, arguments.login)}
    await bridge.open_account.open(account, arguments.name, rows)
    login, roles = arguments.login, (arguments.role,)
    if not await bridge.open_account.add_user(account, login, arguments.password, login, roles):
        raise DataError("login_taken")


if __name__ == "__main__":
    main()
