"""Which server an address belongs to."""

import pytest

from mail_intake.domain.mailbox.mailbox import Security, Server
from mail_intake.domain.mailbox.providers import given_server, guesses, hint_of, provider_of, providers, server_of
from service_kit.errors import ConfigError


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("shop@yandex.ru", "imap.yandex.ru"),
        (" Shop@YA.ru ", "imap.yandex.ru"),
        ("shop@bk.ru", "imap.mail.ru"),
        ("shop@gmail.com", "imap.gmail.com"),
        ("shop@rambler.ru", "imap.rambler.ru"),
    ],
)
def test_known_providers(address: str, host: str) -> None:
    assert server_of(address) == Server(host, 993, Security.TLS)


def test_a_domain_of_ones_own_is_asked_for() -> None:
    with pytest.raises(ConfigError, match="mail_server_unnamed") as asked:
        server_of("zakaz@магазин.рф")

    assert "imap.xn--80aairftm.xn--p1ai" in str(asked.value.details["guesses"])
    assert provider_of("a@sub.yandex.ru") is None
    assert guesses("a@shop.ru") == ("imap.shop.ru", "mail.shop.ru")


@pytest.mark.parametrize("address", ["", "shop", "@shop.ru", "a b@shop.ru", "a@shop", "a@b@shop.ru", "a\r\n@shop.ru"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="mail_address_invalid"):
        provider_of(address)


def test_a_given_server() -> None:
    assert given_server("IMAP.Shop.ru") == Server("imap.shop.ru")
    assert given_server("mail.shop.ru:143") == Server("mail.shop.ru", 143, Security.STARTTLS)
    assert given_server("почта.рф", 993).host == "xn--80a1acny.xn--p1ai"


@pytest.mark.parametrize("host", ["", "10.0.0.1", "127.1", "https://mail.ru", "a b", "a/b", "[::1]", "x" * 300, "a..b"])
def test_what_is_no_server_is_refused(host: str) -> None:
    with pytest.raises(ConfigError, match="mail_server_invalid"):
        given_server(host)


def test_the_hint_is_of_the_provider() -> None:
    assert "id.yandex.ru" in hint_of("a@own.ru", Server("imap.yandex.ru"))
    assert all(provider.hint and provider.host for provider in providers())
    assert len({domain for provider in providers() for domain in provider.domains}) == sum(
        len(provider.domains) for provider in providers()
    )
