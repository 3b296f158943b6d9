"""Commands: serve, migrate, seed, create-account, import-catalogue, purge, rotate-secrets."""

import argparse
import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TypeVar

from contracts.base import AccountId
from contracts.events.changed import SnapshotKind
from platform_bridge.adapters.embedded.demo.directories import basic_directories
from platform_bridge.main import Accounts, Bridge, create_app, wire, wire_accounts
from platform_bridge.settings import BridgeSettings
from service_kit.app import serve
from service_kit.errors import BizError, DataError
from service_kit.purge import add_purge, run_purge
from service_kit.secrets import rotate_secrets

W = TypeVar("W", Accounts, Bridge)

_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")


def main() -> None:
    """Run the command of the command line; exit status 1 with the reason when it fails."""
    arguments = _parser().parse_args()
    settings = BridgeSettings()
    match arguments.command:
        case "serve":
            serve(lambda: create_app(settings), settings)
        case "migrate":
            asyncio.run(_with_store(wire_accounts(settings), _nothing))
        case "seed":
            asyncio.run(_with_store(wire(settings), Bridge.seed))
        case "import-catalogue":
            asyncio.run(_with_store(wire(settings), lambda bridge: _import_catalogue(bridge, arguments)))
        case "purge":
            sys.exit(run_purge(wire_accounts(settings).kit, arguments))
        case "rotate-secrets":
            asyncio.run(_with_store(wire_accounts(settings), lambda accounts: rotate_secrets(accounts.kit.secrets)))
        case "create-account":
            asyncio.run(_with_store(wire_accounts(settings), lambda accounts: _create_account(accounts, arguments)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="platform_bridge", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("serve", help="run the service")
    commands.add_parser("migrate", help="make collections and indexes")
    commands.add_parser("seed", help="fill in the demo account")
    commands.add_parser("rotate-secrets", help="wrap all data keys by the active master key")
    add_purge(commands)
    catalogue = commands.add_parser("import-catalogue", help="read a catalogue (CommerceML) into an account")
    catalogue.add_argument("account")
    catalogue.add_argument("files", nargs="+", type=_existing_file, help=".xml files or .zip archives")
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


def _existing_file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


async def _with_store(wired: W, act: Callable[[W], Awaitable[None]]) -> None:
    """Run `act` without a broker: what it emits waits in the outbox for a running process to send it."""
    try:
        await wired.kit.migrate()
        await act(wired)
    except BizError as error:
        sys.exit(wired.kit.texts.get(error.key, error.details).whole)
    finally:
        await wired.kit.mongo.close()


async def _nothing(_: Accounts) -> None:
    """Making the indexes is all that `migrate` does."""


async def _import_catalogue(bridge: Bridge, arguments: argparse.Namespace) -> None:
    """Read files into the account and print what came of it; exit status 1 when a file was broken."""
    account = AccountId(arguments.account)
    if await bridge.accounts.users.account_name(account) is None:
        raise DataError("account_unknown", account=account)

    async def quietly(_: Mapping[str, int]) -> None:
        """The counts are printed at the end."""

    done = await bridge.importing.run(account, [(str(path), path) for path in arguments.files], quietly)
    for name, count in sorted(done.counts.items()):
        sys.stdout.write(f"{name}: {count}\n")
    if done.errors:
        texts = bridge.kit.texts
        sys.exit("\n".join(f"{name}: {texts.get(e.key, e.details).whole}" for name, e in done.errors.items()))


async def _create_account(accounts: Accounts, arguments: argparse.Namespace) -> None:
    account = AccountId(arguments.name)
    rows = {SnapshotKind.DIRECTORIES: basic_directories(arguments.name, arguments.login)}
    await accounts.open_account.open(account, arguments.name, rows)
    login, roles = arguments.login, (arguments.role,)
    if not await accounts.open_account.add_user(account, login, arguments.password, login, roles):
        raise DataError("login_taken")


if __name__ == "__main__":
    main()
