"""Commands of the service: `python -m mail_intake <command>`."""

import argparse
import sys
from pathlib import Path

from mail_intake.domain.profiles.profile import ENGINES
from mail_intake.main import letter_parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m mail_intake")
    commands = parser.add_subparsers(required=True, metavar="command", dest="command")
    parse = commands.add_parser("parse", help="print what a letter says, as JSON")
    parse.add_argument("letter", type=Path, help="the letter as a file (.eml)")
    way = parse.add_mutually_exclusive_group(required=True)
    way.add_argument("--engine", help=f"the shop's engine: {', '.join(ENGINES)}")
    way.add_argument("--template", type=Path, action="append", help="a file with an own template; may be repeated")
    way.add_argument("--lead", action="store_true", help="the letter is a request from a site")
    propose = commands.add_parser("propose", help="print a template made of a letter")
    propose.add_argument("letter", type=Path)
    propose.add_argument("--lead", action="store_true", help="the letter is a request from a site")
    chosen = parser.parse_args(arguments)
    tool = letter_parser()
    if chosen.command == "propose":
        return tool.propose(chosen.letter, lead=chosen.lead)
    return tool.parse(chosen.letter, engine=chosen.engine, templates=chosen.template)


if __name__ == "__main__":
    sys.exit(main())
