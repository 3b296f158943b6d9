"""Commands of the service: `python -m shop_sync <command>`."""

import argparse
import sys

from shop_sync.connectors.commerceml import command as parse_orders


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m shop_sync")
    commands = parser.add_subparsers(required=True, metavar="command")
    parse_orders.register(commands)
    chosen = parser.parse_args(arguments)
    code: int = chosen.run(chosen)
    return code


if __name__ == "__main__":
    sys.exit(main())
