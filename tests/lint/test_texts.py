"""Every error key that the code can show has its three Russian texts, and no key is defined twice in a service."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RAISED = {
    "ArchiveError",
    "BizError",
    "ConfigError",
    "DataError",
    "Gone",
    "GoodGone",
    "GoodRefused",
    "NotFound",
    "NumberFailed",
    "NumbersRefused",
    "Postponed",
    "Problem",
    "TransientError",
    "Unreadable",
    "Waiting",
    "XlsxError",
    "XmlError",
}
FILES = sorted(
    file
    for pattern in ("libs/*/src/**/strings.ru.json", "services/*/src/**/strings.ru.json")
    for file in ROOT.glob(pattern)
)
SOURCES = sorted(file for pattern in ("libs/*/src/**/*.py", "services/*/src/**/*.py") for file in ROOT.glob(pattern))
PARTS = {"what", "why", "do"}


def _texts() -> dict[str, dict[str, str]]:
    return {key: text for file in FILES for key, text in json.loads(file.read_text("utf-8")).items()}


def keys_in(source: str) -> Iterator[tuple[int, str]]:
    """(line, key) of each error that is made with a literal key, and of defaults such as NotFound's own."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in RAISED:
            strings = [arg for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            for arg in strings[:1]:
                yield node.lineno, arg.value


def test_the_scan_sees_keys_wherever_they_stand() -> None:
    source = 'raise Problem(409, "a")\nx = DataError("b", row=1)\nraise problems.NotFound("c")\nraise Other("d")\n'
    assert [key for _, key in keys_in(source)] == ["a", "b", "c"]


def test_every_key_that_the_code_shows_has_texts() -> None:
    texts = _texts()
    missing = [
        f"{file.relative_to(ROOT)}:{line}: {key}"
        for file in SOURCES
        for line, key in keys_in(file.read_text("utf-8"))
        if key not in texts
    ]
    assert missing == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_text_tells_what_happened_why_and_what_to_do_in_russian(file: Path) -> None:
    for key, text in json.loads(file.read_text("utf-8")).items():
        assert text.keys() == PARTS, key
        for part in PARTS:
            assert any("а" <= letter <= "я" or letter == "{" for letter in text[part].lower()), f"{key}: {part}"
            text[part].format_map(_Anything())


class _Anything(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "x"


@pytest.mark.parametrize("service", sorted(path.name for path in (ROOT / "services").iterdir() if path.is_dir()))
def test_no_key_is_defined_twice_in_a_service_or_beside_the_kit(service: str) -> None:
    seen: dict[str, Path] = {}
    for file in FILES:
        inside = file.relative_to(ROOT)
        if inside.parts[0] == "services" and inside.parts[1] != service:
            continue
        pairs = json.loads(file.read_text("utf-8"), object_pairs_hook=list)
        for key, _ in pairs:
            assert key not in seen, f"{key} in {inside} and {seen[key]}"
            seen[key] = inside
