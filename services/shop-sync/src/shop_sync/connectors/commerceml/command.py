"""`parse-orders FILE`: print what a file of orders holds, without a server."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from service_kit.errors import DataError
from shop_sync.connectors.commerceml.labels import reason
from shop_sync.connectors.commerceml.printing import report

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def register(commands: "Commands") -> None:
    """Add the command to the parser of the service."""
    parser = commands.add_parser("parse-orders", help="print the orders of a CommerceML file or zip as JSON")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print JSON to stdout; exit code 2 and a Russian message on stderr when the file cannot be read at all."""
    try:
        answer = report(arguments.file)
    except DataError as error:
        sys.stderr.write(reason(error.key, error.details) + "\n")
        return 2
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    return 0
