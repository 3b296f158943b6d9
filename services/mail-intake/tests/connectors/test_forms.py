"""Forms by mail: sections and labels of the guide, what is asked when, and what the settings mean."""

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from contracts.base import Ref
from contracts.events.lead import LeadKind
from contracts.order import OrderOptions, VatMode
from mail_intake.connectors.forms.mailbox import Keeper
from mail_intake.connectors.mail_leads import connector as mail_leads
from mail_intake.connectors.mail_leads.config import MailLeadsConfig
from mail_intake.connectors.mail_orders import connector as mail_orders
from mail_intake.connectors.mail_orders.config import Engine, MailOrdersConfig
from mail_intake.domain.mailbox.mailbox import Password, Security, Server, Token
from mail_intake.domain.mailbox.providers import providers
from mail_intake.domain.profiles.profile import ENGINES
from service_kit.connections.integration import Integration
from service_kit.connections.periods import Period
from service_kit.errors import ConfigError

ORDERS_FORM = {
    "Обработка писем": [
        "Имя папки",
        "От кого (email)",
        "Тема письма содержит",
        "Загружать письма с",
        "Шаблон писем",
        "Типовой шаблон",
        "Владелец",
    ],
    "Настройка подключения": [
        "Адрес Email",
        "Пароль",
        "Вход",
        "Почтовая служба",
        "Сервер входящей почты (IMAP)",
        "Имя пользователя",
    ],
    "Параметры формирования заказов": [
        "Присваивать статус",
        "Организация",
        "Валюта цен",
        "Учёт НДС",
        "Автоматически резервировать товары в загружаемых заказах",
        "Желаемая частота загрузки",
    ],
}
LEADS_FORM = {
    "Обработка писем": ORDERS_FORM["Обработка писем"][:5],
    "Настройка подключения": ORDERS_FORM["Настройка подключения"],
    "Параметры формирования заявок": [
        "Создавать",
        "Присваивать статус",
        "Ответственные",
        "Желаемая частота загрузки",
    ],
}
MAILBOX = {"address": "zakaz@gmail.com", "password": "secret", "senders": "shop@shop.example"}
ORDERS = {**MAILBOX, "organization": "organization-1", "owner": "employee-1"}
OWN_DOMAIN = {**ORDERS, "address": "zakaz@shop.example"}


def orders(**given: Any) -> MailOrdersConfig:
    return MailOrdersConfig.model_validate({**ORDERS, **given})


def leads(**given: Any) -> MailLeadsConfig:
    return MailLeadsConfig.model_validate({**MAILBOX, **given})


# the form


@pytest.mark.parametrize(
    ("model", "form"),
    [(MailOrdersConfig, ORDERS_FORM), (MailLeadsConfig, LEADS_FORM)],
    ids=["orders", "leads"],
)
def test_sections_and_labels_stand_in_the_order_of_the_guide(model: type, form: dict[str, list[str]]) -> None:
    schema = model.model_json_schema()  # type: ignore[attr-defined]
    found: dict[str, list[str]] = {section["title"]: [] for section in schema["x-sections"]}
    for field in schema["properties"].values():
        found[field["x-section"]].append(field["title"])
    assert found == form
    assert list(found) == list(form)


def test_each_section_has_its_buttons() -> None:
    sections = MailOrdersConfig.model_json_schema()["x-sections"]
    assert [section["title"] for section in sections if section.get("check")] == ["Настройка подключения"]
    assert sections[-1]["runs"] == ["import_orders"]
    assert MailLeadsConfig.model_json_schema()["x-sections"][-1]["runs"] == ["import_leads"]


def test_what_the_guide_marks_must_be_filled() -> None:
    assert set(MailOrdersConfig.model_json_schema()["required"]) == {
        "address",
        "password",
        "senders",
        "owner",
        "organization",
    }
    assert set(MailLeadsConfig.model_json_schema()["required"]) == {"address", "password", "senders"}


def test_the_nine_shops_are_offered_by_the_names_of_the_guide() -> None:
    field = MailOrdersConfig.model_json_schema()["properties"]["engine"]
    assert list(Engine) == list(ENGINES)
    assert [field["x-labels"][engine] for engine in ENGINES] == [
        "Insales",
        "Webasyst",
        "JoomShopping",
        "StoreLand",
        "Nethouse",
        "Prestashop",
        "VirtueMart",
        "VirtueMart 2",
        "VirtueMart 3",
    ]
    assert field["x-visible-if"] == {"template": ["standard"]}


def test_every_keeper_of_own_domains_can_be_chosen() -> None:
    keys = [provider.key for provider in providers() if not provider.domains]
    assert [*keys, "other"] == [keeper.value for keeper in Keeper]
    field = MailOrdersConfig.model_json_schema()["properties"]["keeper"]
    assert set(field["x-labels"]) == set(Keeper)


# the mailbox


def test_the_server_follows_from_the_address() -> None:
    assert orders().mail_settings().mailbox.server == Server("imap.gmail.com")


def test_an_own_domain_is_asked_for_its_keeper() -> None:
    with pytest.raises(ConfigError) as caught:
        MailOrdersConfig.model_validate(OWN_DOMAIN)
    assert caught.value.key == "mail_server_unnamed"
    assert caught.value.details["domain"] == "shop.example"


def test_the_keeper_of_an_own_domain_gives_the_server() -> None:
    config = MailOrdersConfig.model_validate({**OWN_DOMAIN, "keeper": "yandex360"})
    assert config.mail_settings().mailbox.server == Server("imap.yandex.ru")


@pytest.mark.parametrize(
    ("given", "server"),
    [
        ("imap.shop.example", Server("imap.shop.example", 993)),
        (" IMAP.shop.example:143 ", Server("imap.shop.example", 143, Security.STARTTLS)),
        ("почта.рф", Server("xn--80a1acny.xn--p1ai", 993)),
    ],
    ids=["name", "port", "russian"],
)
def test_a_server_may_be_named(given: str, server: Server) -> None:
    config = MailOrdersConfig.model_validate({**OWN_DOMAIN, "keeper": "other", "server": given})
    assert config.mail_settings().mailbox.server == server


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"keeper": "other"}, "mail_server_missing"),
        ({"keeper": "other", "server": "https://shop.example"}, "mail_server_invalid"),
        ({"keeper": "other", "server": "10.0.0.1"}, "mail_server_invalid"),
        ({"address": "zakaz"}, "mail_address_invalid"),
        ({"senders": " , "}, "mail_senders_missing"),
        ({"senders": "a@b@c"}, "mail_senders_invalid"),
    ],
    ids=["no server", "a page", "an ip", "no address", "no senders", "bad sender"],
)
def test_wrong_settings_are_refused_by_the_text_that_names_them(given: dict[str, str], key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        orders(**given)
    assert caught.value.key == key
    assert "secret" not in f"{caught.value!r}{caught.value.details}"


@pytest.mark.parametrize("missing", ["address", "password", "senders", "owner", "organization"])
def test_a_form_without_a_required_field_is_refused(missing: str) -> None:
    with pytest.raises(ValidationError) as caught:
        MailOrdersConfig.model_validate({name: value for name, value in ORDERS.items() if name != missing})
    assert [error["loc"] for error in caught.value.errors()] == [(missing,)]


@pytest.mark.parametrize(
    ("address", "given", "used"),
    [
        ("zakaz@gmail.com", "abcd efgh ijkl mnop", "abcdefghijklmnop"),
        ("zakaz@yahoo.com", "abcd\u00a0efgh ijkl mnop\n", "abcdefghijklmnop"),
        ("zakaz@gmail.com", "ordinary pass word", "ordinary pass word"),
        ("zakaz@rambler.ru", "abcd efgh ijkl mnop", "abcd efgh ijkl mnop"),
    ],
    ids=["google", "yahoo", "other words", "own password"],
)
def test_blanks_of_a_password_shown_in_groups_are_left_out(address: str, given: str, used: str) -> None:
    assert orders(address=address, password=given).mail_settings().mailbox.secret == Password(used)


def test_groups_are_joined_for_an_own_domain_at_google_too() -> None:
    config = MailOrdersConfig.model_validate(
        {**OWN_DOMAIN, "keeper": "googleworkspace", "password": "abcd efgh ijkl mnop"}
    )
    assert config.mail_settings().mailbox.secret == Password("abcdefghijklmnop")


def test_a_token_may_stand_in_place_of_the_password() -> None:
    mailbox = orders(access="token", password="ya29.token", login="boss").mail_settings().mailbox
    assert mailbox.secret == Token("ya29.token")
    assert mailbox.user == "boss"


# what is read


def test_letters_of_the_senders_are_read_by_the_shop_chosen() -> None:
    settings = orders(
        folder=" Заказы ", senders="shop.ru, *@b.ru", subject="Новый заказ", since="2026-11-01", engine="virtuemart2"
    ).mail_settings()
    assert settings.mailbox.folder == "Заказы"
    assert settings.senders.fit(["robot@shop.ru"], "Новый заказ № 5")
    assert not settings.senders.fit(["robot@shop.ru"], "Счёт")
    assert not settings.senders.fit(["robot@other.ru"], "Новый заказ № 5")
    assert (settings.since, settings.own, settings.engine) == (dt.date(2026, 11, 1), False, "virtuemart2")


def test_own_templates_need_no_shop() -> None:
    settings = orders(template="own", engine="virtuemart2").mail_settings()
    assert (settings.own, settings.engine) == (True, None)


def test_requests_are_read_by_words_or_own_templates() -> None:
    assert [leads(template=kind).mail_settings().own for kind in ("standard", "own")] == [False, True]
    assert leads().mail_settings().engine is None


# what comes of it


def test_an_order_that_is_told_again_changes_nothing() -> None:
    settings = orders(assign_status="new", reserve=True, vat_mode="not_included", currency="KZT").order_settings()
    assert settings.imports.update == frozenset()
    assert settings.imports.match_by_text
    assert not settings.imports.own_ids
    assert settings.imports.assign == "new"
    assert settings.imports.options == OrderOptions(
        reserve=True, organization=Ref("organization-1"), owner=Ref("employee-1")
    )
    assert (settings.vat_mode, settings.currency) == (VatMode.NOT_INCLUDED, "KZT")


def test_orders_are_in_roubles_unless_said_otherwise() -> None:
    assert orders().order_settings().currency == "RUB"


def test_requests_get_status_and_responsible_employees_each_once() -> None:
    settings = leads(creates="deal", assign_status="new", responsible=["a", "b", "a"]).lead_settings()
    assert (settings.kind, settings.status, settings.responsible) == (LeadKind.DEAL, "new", ("a", "b"))


# the integration


@pytest.fixture(params=["orders", "leads"])
def told(request: pytest.FixtureRequest) -> tuple[Integration, Any]:
    if request.param == "orders":
        return mail_orders.integration({}, None), orders  # type: ignore[arg-type]  # nothing is asked of a mailbox
    return mail_leads.integration({}, None), leads  # type: ignore[arg-type]


def test_letters_are_read_every_quarter_of_an_hour_or_by_the_button_alone(told: tuple[Integration, Any]) -> None:
    integration, form = told
    assert integration.periods is not None
    (kind,) = integration.by_hand
    assert integration.periods(form()) == {kind: dt.timedelta(minutes=15)}
    assert integration.periods(form(import_every=Period.HOURS_24)) == {kind: dt.timedelta(days=1)}
    assert integration.periods(form(import_every=None)) == {}


def test_one_mailbox_may_be_connected_for_other_letters_but_not_twice_for_the_same(
    told: tuple[Integration, Any],
) -> None:
    integration, form = told
    assert integration.identity is not None
    same = [
        {},
        {"address": "Zakaz@gmail.com", "folder": "Входящие"},
        {"password": "another", "folder": "INBOX", "template": "own"},
        {"senders": "SHOP@shop.example, shop@shop.example"},
    ]
    others = [{"folder": "Заказы"}, {"senders": "b@shop.example"}, {"subject": "Заказ"}, {"address": "b@gmail.com"}]
    assert len({integration.identity(form(**given)) for given in same}) == 1
    assert len({integration.identity(form(**given)) for given in [{}, *others]}) == 5


def test_orders_and_requests_may_be_read_from_the_same_letters() -> None:
    by_slug = {orders().identity(mail_orders.SLUG), leads().identity(mail_leads.SLUG)}
    assert len(by_slug) == 2
