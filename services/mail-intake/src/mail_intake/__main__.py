"""Commands of the service: `python -m mail_intake <command>`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mail_intake.domain.profiles.profile import ENGINES
from mail_intake.main import build, letter_parser
from mail_intake.settings import MailIntakeSettings
from service_kit.commands import run

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def register(commands: "Commands") -> None:
    """Add the commands that read a letter of a file; they need no server."""
    parse = commands.add_parser("parse", help="print what a letter says, as JSON")
    parse.add_argument("letter", type=Path, help="the letter as a file (.eml)")
    way = parse.add_mutually_exclusive_group(required=True)
    way.add_argument("--engine", help=f"the shop's engine: {', '.join(ENGINES)}")
    way.add_argument("--template", type=Path, action="append", help="a file with an own template; may be repeated")
    way.add_argument("--lead", action="store_true", help="the letter is a request from a site")
    parse.set_defaults(
        run=lambda given: letter_parser().parse(given.letter, engine=given.engine, templates=given.template)
    )
    propose = commands.add_parser("propose", help="print a template made of a letter")
    propose.add_argument("letter", type=Path)
    propose.add_argument("--lead", action="store_true", help="the letter is a request from a site")
    propose.set_defaults(run=lambda given: letter_parser().propose(given.letter, lead=given.lead))


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    return run("mail_intake", MailIntakeSettings, build, register, arguments)


if __name__ == "__main__":
    sys.exit(main())
