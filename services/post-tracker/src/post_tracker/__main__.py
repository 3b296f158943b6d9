"""Commands of the service: `python -m post_tracker <command>`."""

import argparse
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from post_tracker.main import build, history_parser
from post_tracker.settings import PostTrackerSettings
from service_kit.commands import run

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def register(commands: "Commands") -> None:
    """Add the command that reads an answer of a file; it needs no server."""
    parse = commands.add_parser("parse-history", help="print what an answer of «Почта России» says, as JSON")
    parse.add_argument("answer", type=Path, help="the answer of rtm34 or fc as a file (.xml)")
    parse.set_defaults(run=_parse)


def _parse(given: argparse.Namespace) -> int:
    """JSON is UTF-8 whatever the terminal writes; who reads its beginning alone (`| head`) has what he wants."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        code = history_parser().parse(given.answer)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more when it ends
        return 0
    return code


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    return run("post_tracker", PostTrackerSettings, build, register, arguments)


if __name__ == "__main__":
    sys.exit(main())
