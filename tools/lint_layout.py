"""Check what other tools cannot: sizes, owners of driver and topology, parts of a service, leaks of addresses."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
DRIVER = {"motor", "pymongo", "gridfs", "bson"}
# service_kit.testing.mongod starts the replica set, which is not the store's business.
DRIVER_USERS = ("libs/service-kit/src/service_kit/mongo", "libs/service-kit/src/service_kit/testing/mongod.py")
TOPOLOGY = "libs/contracts/src/contracts/topology"
EXCHANGES = {"biz.events", "biz.dead"}
DECLARING = {"declare_exchange", "declare_queue"}
# Each such parameter costs a thread hop per message, and the handlers do without.
SLOW_INJECTION = ("Context(", "Depends(", "RabbitMessage")
CONNECTOR_FILES = ("manifest.json", "config.py", "strings.ru.json")
# Put together here, so that this file passes its own check.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("proxy", "golang", "org"),
    )
)
HOME_PATH = re.compile(r"(?<![\w.~}-])/(?:home|root|work|Users)/\w")


def check(root: Path) -> list[str]:
    """Return one line per violation: `path:line: what is wrong`."""
    return [*_python_files(root), *_services(root), *_texts(root)]


def _python_files(root: Path) -> Iterator[str]:
    for top in ("libs", "services", "tools", "simulators"):
        for file in sorted((root / top).rglob("*.py")):
            inside = file.relative_to(root)
            if "tests" in inside.parts:
                continue
            text = file.read_text()
            yield from _size(inside, text)
            yield from _ownership(inside, text)
            if "events" in inside.parts[:-1] and top == "services":
                yield from _injection(inside, text)


def _size(file: Path, text: str) -> Iterator[str]:
    lines = len(text.splitlines())
    if lines > MAX_FILE_LINES:
        yield f"{file}:1: {lines} lines, at most {MAX_FILE_LINES}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                yield f"{file}:{node.lineno}: {node.name} has {length} lines, at most {MAX_FUNCTION_LINES}"


def _ownership(file: Path, text: str) -> Iterator[str]:
    """Report the MongoDB driver outside service_kit.mongo, and exchanges and queues outside contracts.topology."""
    may_drive = str(file).startswith(DRIVER_USERS)
    may_declare = str(file).startswith(TOPOLOGY)
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                imported = {name.name.partition(".")[0] for name in names}
            case ast.ImportFrom(module=str(module), level=0):
                imported = {module.partition(".")[0]}
            case _:
                imported = set()
        if not may_drive and (driver := imported & DRIVER):
            yield f"{file}:{_line(node)}: imports {min(driver)}, only service_kit.mongo may"
        if may_declare or file.parts[0] == "tools":
            continue
        match node:
            case ast.Constant(value=str(value)) if value in EXCHANGES:
                yield f"{file}:{node.lineno}: names {value}, only contracts.topology may"
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in DECLARING:
                yield f"{file}:{node.lineno}: calls {name}, only contracts.topology may"


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 1)


def _injection(file: Path, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        for word in SLOW_INJECTION:
            if word in line:
                yield f"{file}:{number}: {word.rstrip('(')} in an event handler, use a closure"


def _services(root: Path) -> Iterator[str]:
    linter = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]
    for service in sorted(path for path in (root / "services").glob("*") if path.is_dir()):
        inside = service.relative_to(root)
        package = service.name.replace("-", "_")
        for part in ("README.md", "pyproject.toml", f"src/{package}/main.py"):
            if not (service / part).is_file():
                yield f"{inside}/{part}:1: missing"
        if package not in linter["root_packages"]:
            yield f"pyproject.toml:1: {package} is not in tool.importlinter.root_packages"
        for connector in sorted((service / "src" / package / "connectors").glob("*/")):
            if connector.name.startswith("_"):
                continue
            missing = [part for part in CONNECTOR_FILES if not (connector / part).is_file()]
            if len(missing) < len(CONNECTOR_FILES):  # with none of them it is what connectors share
                yield from (f"{connector.relative_to(root)}/{part}:1: missing" for part in missing)


def _texts(root: Path) -> Iterator[str]:
    """Report package registries and paths of somebody's machine in committed text files."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)  # noqa: S607
    for name in filter(None, listed.stdout.split("\0")):
        file = root / name
        if not file.is_file():
            continue
        try:
            text = file.read_text()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(text.splitlines(), start=1):
            for host in REGISTRIES:
                if host in line:
                    yield f"{name}:{number}: names the package registry {host}"
            if found := HOME_PATH.search(line):
                yield f"{name}:{number}: holds a path of one machine, {found[0]}…"


if __name__ == "__main__":
    problems = check(Path(__file__).resolve().parent.parent)
    print(*problems, sep="\n", end="\n" if problems else "")
    sys.exit(1 if problems else 0)
