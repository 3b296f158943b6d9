"""The suite passes a good connector and finds what is wrong with a bad one."""

import contextlib
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from contracts.base import AccountId
from contracts.manifest import Manifest
from service_kit.connections.integration import Integration
from service_kit.errors import ConfigError
from service_kit.testing.connector_suite import ConnectorSuite

MANIFEST = {
    "slug": "toy-shop",
    "title": "Магазин игрушек",
    "categories": ["shops"],
    "kind": "api",
    "developer": "Бизнес.Ру",
    "description": "Заказы",
    "guide": "toy-shop",
    "capabilities": ["check"],
}
CODE = 'raise ConfigError("toys_refused")\nKEY = f"{what}_missing"\nraise ValueError("bad zone")\n'
TEXT = {"what": "Нет", "why": "Так", "do": "Ждите"}
TEXTS = {"toys_refused": TEXT, "price_missing": TEXT}
ENGINEERS = "# Toys\n`toy-shop`\n## What it does\n## Settings\n## When it fails\n## Sources\n"


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    address: str = Field(title="Адрес магазина")
    password: SecretStr = Field(title="Пароль")


class World:
    """What the check of the toy connector meets."""

    def __init__(self) -> None:
        self.key = ""
        self.stays_broken = False

    async def check(self, _: AccountId, config: Any) -> None:
        if self.key:
            raise ConfigError(self.key)


class Toys(ConnectorSuite):
    """The suite over a connector that each test may spoil; not collected itself."""

    good_config = {"address": "https://toys.example", "password": "hidden-word"}  # noqa: RUF012

    def __init__(self, root: Path) -> None:
        self.world = World()
        self.folder = root / "services/toy/src/toy/connectors/toys"  # type: ignore[misc]
        self.integration = Integration(Manifest(**MANIFEST), Settings, check=self.world.check)  # type: ignore[misc]
        self.rows: list[tuple[int, str]] = [(0, "a"), (1, ""), (2, "b")]
        self.pages: list[list[tuple[int, str]]] = []

    def read(self, skip: int) -> Iterator[Any]:
        return iter(self.pages.pop(0) if self.pages else self.rows[skip:])

    def rejected(self, row: Any) -> bool:
        return not row[1]

    def outside_id(self, row: Any) -> str:
        return str(row[1])

    def failures(self) -> Mapping[str, contextlib.AbstractAsyncContextManager[None]]:
        return {"toys_refused": self._broken()}

    @contextlib.asynccontextmanager
    async def _broken(self) -> AsyncIterator[None]:
        self.world.key = self.world.key or "toys_refused"
        yield
        if not self.world.stays_broken:
            self.world.key = ""


@pytest.fixture
def toys(tmp_path: Path) -> Toys:
    made = Toys(tmp_path)
    files = {
        made.folder / "manifest.json": json.dumps(MANIFEST),
        made.folder / "strings.ru.json": json.dumps(TEXTS),
        made.folder / "connector.py": CODE,
        tmp_path / "docs/integrations/toy-shop.md": ENGINEERS,
        tmp_path / "docs/guide/toy-shop.md": "# Игрушки\n## Подключение\n",
    }
    for file, content in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    return made


async def test_a_good_connector_passes(toys: Toys) -> None:
    for name in (name for name in dir(ConnectorSuite) if name.startswith("test_")):
        result = getattr(toys, name)()
        if result is not None:
            await result


def _model(**fields: Any) -> type[BaseModel]:
    namespace = {"__annotations__": {name: kind for name, (kind, _) in fields.items()}, "model_config": EXTRA}
    return type("Spoilt", (BaseModel,), namespace | {name: field for name, (_, field) in fields.items()})


EXTRA = ConfigDict(extra="forbid")
ADDRESS, PASSWORD = (str, Field(title="Адрес")), (SecretStr, Field(title="Пароль"))


@pytest.mark.parametrize(
    ("model", "test"),
    [
        (_model(address=(str, Field()), password=PASSWORD), "titles_are_russian"),
        (_model(address=(str, Field(title=" ")), password=PASSWORD), "every_field_of_the_form_has_a_title"),
        (_model(address=ADDRESS, password=(str, Field(title="Пароль"))), "secrets_are_hidden_in_the_form"),
        (
            type("Loose", (Settings,), {"model_config": ConfigDict(extra="ignore")}),
            "nothing_unknown_is_taken_for_a_setting",
        ),
        (
            type("Talkative", (Settings,), {"__repr__": lambda self: self.password.get_secret_value()}),
            "no_secret_is_in_the_repr_of_the_settings",
        ),
    ],
)
def test_a_bad_form_is_found(toys: Toys, model: type[BaseModel], test: str) -> None:
    toys.integration = Integration(Manifest(**MANIFEST), model)  # type: ignore[misc]
    _finds(toys, test)


@pytest.mark.parametrize(
    ("change", "test"),
    [
        ({"title": "Другое"}, "the_manifest_is_that_of_the_folder_and_its_words_are_known"),
        ({"capabilities": []}, "the_manifest_promises_what_the_connector_does"),
        ({"capabilities": ["check", "upload_orders"]}, "the_manifest_promises_what_the_connector_does"),
        ({"guide": "other"}, "engineers_and_owners_have_their_pages"),
    ],
)
def test_a_bad_manifest_is_found(toys: Toys, change: dict[str, Any], test: str) -> None:
    toys.integration = Integration(Manifest(**MANIFEST | change), Settings, check=toys.world.check)  # type: ignore[misc]
    _finds(toys, test)


@pytest.mark.parametrize("page", ["guide", "integrations"])
def test_a_page_that_is_missing_or_empty_is_found(toys: Toys, tmp_path: Path, page: str) -> None:
    file = tmp_path / "docs" / page / "toy-shop.md"
    file.write_text("# Игрушки `toy-shop`\n", "utf-8")
    _finds(toys, "engineers_and_owners_have_their_pages")
    file.unlink()
    _finds(toys, "engineers_and_owners_have_their_pages")


@pytest.mark.parametrize(
    ("texts", "test"),
    [
        ({"price_missing": TEXT}, "every_key_that_is_raised_has_its_three_texts"),
        (TEXTS | {"toys_refused": {"what": "Нет", "why": "Так"}}, "every_key_that_is_raised_has_its_three_texts"),
        (TEXTS | {"left_over": TEXT}, "no_text_is_left_that_nothing_raises"),
    ],
)
def test_missing_and_unused_texts_are_found(toys: Toys, texts: dict[str, Any], test: str) -> None:
    (toys.folder / "strings.ru.json").write_text(json.dumps(texts), "utf-8")
    _finds(toys, test)


async def test_a_check_with_a_wrong_key_or_without_recovery_is_found(toys: Toys) -> None:
    toys.world.stays_broken = True
    with pytest.raises(ConfigError):
        await toys.test_the_check_tells_each_failure_by_its_key_and_recovers()
    toys.world.stays_broken, toys.world.key = False, ""
    real = toys.world.check

    async def wrong(account: AccountId, config: Any) -> None:
        try:
            await real(account, config)
        except ConfigError:
            raise ConfigError("price_missing") from None

    toys.integration = Integration(Manifest(**MANIFEST), Settings, check=wrong)  # type: ignore[misc]
    with pytest.raises(AssertionError):
        await toys.test_the_check_tells_each_failure_by_its_key_and_recovers()


@pytest.mark.parametrize(
    ("pages", "test"),
    [
        ([[(0, "a"), (1, "")]], "one_bad_row_does_not_stop_the_others"),
        ([[(0, "a"), (2, "b")]], "one_bad_row_does_not_stop_the_others"),
        ([[(0, "a"), (2, "b")], [(0, "a"), (2, "b")], [(0, "a")]], "reading_goes_on_from_any_place"),
        ([[(0, "a"), (1, "a")]], "a_repeat_yields_nothing_new"),
        ([[(0, "a")], [(0, "other")]], "a_repeat_yields_nothing_new"),
    ],
)
def test_rows_that_stop_shift_or_change_are_found(toys: Toys, pages: list[Any], test: str) -> None:
    toys.pages = pages
    _finds(toys, test)


def _finds(toys: Toys, test: str) -> None:
    with pytest.raises(AssertionError):
        getattr(toys, f"test_{test}")()
