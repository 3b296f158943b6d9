"""What every connector must do, whatever it connects. A connector's tests subclass `ConnectorSuite` and say what it is.

class TestInsales(ConnectorSuite):
    integration = insales.integration({})
    folder = Path(insales.__file__).parent
    good_config = {"shop_url": "https://shop.example", "api_key": "k", "password": "p"}
"""

import ast
import builtins
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, ClassVar, Final

import pytest
from pydantic import BaseModel, SecretStr

from contracts.base import AccountId
from contracts.events.connection import RunKind
from contracts.manifest import Capability, Category, Manifest, WidgetKind
from service_kit.connections.integration import Integration
from service_kit.errors import BizError
from service_kit.texts import KIT

ACCOUNT: Final = AccountId("suite")
PARTS: Final = ("what", "why", "do")
ENGINEERS_READ: Final = ("What it does", "Settings", "When it fails", "Sources")
OWNERS_READ: Final = ("Подключение",)

_SECRET_NAME: Final = re.compile(r"password|passwd|secret|token|api_?key|^key$", re.IGNORECASE)
_FAILURES: Final = re.compile(r"Error$|^NotFound$|^Postponed$|^Problem$|^Rejection$|^RejectedDocument$")


class ConnectorSuite:
    """Tests of one connector. `folder` is its package, `good_config` settings that work, secrets included."""

    integration: ClassVar[Integration]
    folder: ClassVar[Path]
    good_config: ClassVar[Mapping[str, Any]]

    def read(self, skip: int) -> Iterator[Any] | None:
        """Rows behind the first `skip` of a sample that has a bad row between good ones; None: it reads no rows."""
        return None

    def rejected(self, row: Any) -> bool:
        """Whether the row is one that the connector could not use."""
        raise NotImplementedError

    def outside_id(self, row: Any) -> str:
        """What makes the good row the same one when it comes again."""
        raise NotImplementedError

    def failures(self) -> Mapping[str, AbstractAsyncContextManager[None]]:
        """By error key, a context in which the check of `good_config` fails with it; for connectors with a check."""
        raise NotImplementedError

    # form

    def test_every_field_of_the_form_has_a_title(self) -> None:
        bare = [name for name, field in self._fields() if not field.get("title", "").strip()]
        assert bare == []

    def test_titles_are_russian(self) -> None:
        foreign = [name for name, field in self._fields() if not re.search("[а-яё]", field["title"].lower())]
        assert foreign == []

    def test_secrets_are_hidden_in_the_form(self) -> None:
        shown = [name for name, field in self._fields() if _SECRET_NAME.search(name) and not _hidden(field)]
        assert shown == []

    def test_no_secret_is_in_the_repr_of_the_settings(self) -> None:
        config = self.integration.config_model.model_validate(dict(self.good_config))
        leaked = [path for path, secret in _secrets(config) if secret and secret in f"{config!r}{config}"]
        assert leaked == []

    def test_nothing_unknown_is_taken_for_a_setting(self) -> None:
        assert self.integration.config_model.model_config.get("extra") == "forbid"

    # manifest and pages

    def test_the_manifest_is_that_of_the_folder_and_its_words_are_known(self) -> None:
        manifest = self.integration.manifest
        assert manifest == Manifest.model_validate_json((self.folder / "manifest.json").read_text("utf-8"))
        assert manifest.kind in list(WidgetKind)
        assert set(manifest.categories) <= set(Category)
        assert set(manifest.capabilities) <= set(Capability)

    def test_the_manifest_promises_what_the_connector_does(self) -> None:
        given, does = self.integration.manifest.capabilities, self.integration
        pairs = {
            Capability.CHECK: does.check is not None,
            Capability.UPLOAD_ORDERS: does.check_upload is not None,
            Capability.DRY_RUN: bool(does.dry_runs),
            Capability.EXPORT_GOODS: RunKind.EXPORT_GOODS in does.by_hand,
        }
        assert {word: word in given for word in pairs} == pairs

    def test_runs_by_hand_have_their_place_in_the_form(self) -> None:
        sections = self.integration.config_model.model_json_schema().get("x-sections", [])
        placed = {kind for section in sections for kind in section.get("runs", [])}
        assert {kind.value for kind in self.integration.by_hand} <= placed

    def test_engineers_and_owners_have_their_pages(self) -> None:
        slug, docs = self.integration.manifest.slug, _docs(self.folder)
        assert self.integration.manifest.guide == slug
        for folder, wanted in (("integrations", ENGINEERS_READ), ("guide", OWNERS_READ)):
            page = docs / folder / f"{slug}.md"
            assert page.is_file(), f"missing: docs/{folder}/{slug}.md"
            text = page.read_text("utf-8")
            headings = re.findall(r"^##? (.+)$", text, re.MULTILINE)
            assert [name for name in wanted if name not in headings] == [], page.name
            if folder == "integrations":
                assert f"`{slug}`" in text, "the page names the slug"

    # texts

    def test_every_key_that_is_raised_has_its_three_texts(self) -> None:
        known = self._texts()
        assert {key: file for key, file in self._raised() if not _whole(known.get(key))} == {}

    def test_no_text_is_left_that_nothing_raises(self) -> None:
        own = json.loads((self.folder / "strings.ru.json").read_text("utf-8"))
        words = {word for file in self.folder.rglob("*.py") for word in _words(file)}
        assert [key for key in own if not any(re.fullmatch(word, key) for word in words)] == []

    # check

    async def test_the_check_tells_each_failure_by_its_key_and_recovers(self) -> None:
        check = self.integration.check
        if check is None:
            pytest.skip("the connector has no check")
        config = self.integration.config_model.model_validate(dict(self.good_config))
        await check(ACCOUNT, config)
        for key, failing in self.failures().items():
            async with failing:
                with pytest.raises(BizError) as caught:
                    await check(ACCOUNT, config)
            assert caught.value.key == key
            assert _whole(self._texts().get(key)), f"{key} has no texts"
            told = f"{caught.value!r} {caught.value.details}"
            assert [path for path, secret in _secrets(config) if secret in told] == [], f"{key} tells a secret"
            await check(ACCOUNT, config)

    # rows

    def test_one_bad_row_does_not_stop_the_others(self) -> None:
        rows = self._rows()
        places = [place for place, row in enumerate(rows) if self.rejected(row)]
        assert places, "the sample has no bad row"
        assert not all(self.rejected(row) for row in rows[: places[0]]), "no good row before the bad one"
        assert not all(self.rejected(row) for row in rows[places[0] :]), "no good row behind the bad one"

    def test_reading_goes_on_from_any_place(self) -> None:
        rows = self._rows()
        for place in range(len(rows) + 1):
            assert self._rows(place) == rows[place:], f"from row {place}"

    def test_a_repeat_yields_nothing_new(self) -> None:
        first, second = (self._ids() for _ in range(2))
        assert len(set(first)) == len(first), "a row comes twice"
        assert second == first

    def _rows(self, skip: int = 0) -> Sequence[Any]:
        rows = self.read(skip)
        if rows is None:
            pytest.skip("the connector reads no rows")
        return list(rows)

    def _ids(self) -> list[str]:
        return [self.outside_id(row) for row in self._rows() if not self.rejected(row)]

    def _fields(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Name and schema of every field, also of the rows of tables."""
        schema = self.integration.config_model.model_json_schema()
        for part in (schema, *schema.get("$defs", {}).values()):
            yield from part.get("properties", {}).items()

    def _texts(self) -> Mapping[str, Mapping[str, str]]:
        """Texts of the connector, of its service with its adapters, and of the kit."""
        package = next(parent for parent in self.folder.parents if parent.name == "connectors").parent
        adapters = (package / "adapters").rglob("strings.ru.json")
        files = (KIT, package / "strings.ru.json", *adapters, self.folder / "strings.ru.json")
        return {
            key: text for file in files if file.is_file() for key, text in json.loads(file.read_text("utf-8")).items()
        }

    def _raised(self) -> Iterator[tuple[str, str]]:
        """Key and file of each failure that is made with a literal key."""
        for file in sorted(self.folder.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _is_failure(_name(node.func)):
                    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                    yield from ((text, file.name) for text in texts[:1] if isinstance(text, str))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _hidden(field: Mapping[str, Any]) -> bool:
    parts = (field, *field.get("anyOf", ()))
    return any(part.get("writeOnly") and part.get("format") == "password" for part in parts)


def _whole(text: Mapping[str, str] | None) -> bool:
    return text is not None and all(text.get(part, "").strip() for part in PARTS)


def _is_failure(name: str) -> bool:
    return bool(_FAILURES.search(name)) and not hasattr(builtins, name)


def _words(file: Path) -> Iterator[str]:
    """Patterns of every text in the code: keys may stand in tables, or be put together as f"{what}_missing"."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "" for part in node.values]
            if len("".join(parts)) >= 4:  # a bare f"{x}" would be the pattern of everything
                yield "".join(re.escape(part) or ".+" for part in parts)


def _docs(folder: Path) -> Path:
    return next(parent / "docs" for parent in folder.parents if (parent / "docs" / "integrations").is_dir())


def _secrets(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Path and value of each secret in the settings."""
    match value:
        case SecretStr():
            yield path, value.get_secret_value()
        case BaseModel():
            for name in type(value).model_fields:
                yield from _secrets(getattr(value, name), f"{path}.{name}")
        case Mapping():
            for name, inner in value.items():
                yield from _secrets(inner, f"{path}.{name}")
        case list() | tuple():
            for place, inner in enumerate(value):
                yield from _secrets(inner, f"{path}.{place}")
