"""«От кого (email)»."""

import pytest

from mail_intake.domain.mailbox.senders import Senders, matches
from service_kit.errors import ConfigError


@pytest.mark.parametrize(
    ("masks", "address"),
    [
        ("shop@shop.ru", "shop@shop.ru"),
        ("Shop@Shop.RU", "shop@shop.ru"),
        ("a@a.ru, b@b.ru;c@c.ru\nd@d.ru e@e.ru", "e@e.ru"),
        ("Мой магазин <shop@shop.ru>", "shop@shop.ru"),
        ("*@shop.ru", "robot@shop.ru"),
        ("@shop.ru", "robot@shop.ru"),
        ("shop.ru", "robot@shop.ru"),
        ("noreply-*@*.shop.ru", "noreply-17@mail.shop.ru"),
        ("заказ@магазин.рф", "заказ@xn--80aairftm.xn--p1ai"),
        ("*", "anybody@anywhere.ru"),
    ],
)
def test_letters_of_these_senders_are_read(masks: str, address: str) -> None:
    assert Senders.of(masks).fit([address], "Новый заказ")


@pytest.mark.parametrize(
    ("masks", "address"),
    [
        ("shop@shop.ru", "shop@shop.ru.evil.ru"),
        ("shop@shop.ru", "myshop@shop.ru"),
        ("shop.ru", "robot@myshop.ru"),
        ("*@shop.ru", "robot@sub.shop.ru"),
    ],
)
def test_letters_of_others_are_not(masks: str, address: str) -> None:
    assert not Senders.of(masks).fit([address], "Новый заказ")


def test_the_subject_narrows() -> None:
    part, mask = Senders.of("*", "Новый заказ"), Senders.of("*", "заказ №* оплачен*")

    assert part.fit(["a@a.ru"], "[Магазин] НОВЫЙ  ЗАКАЗ № 5")
    assert not part.fit(["a@a.ru"], "Рассылка")
    assert mask.fit(["a@a.ru"], "Заказ №5 оплачен")
    assert not mask.fit(["a@a.ru"], "Re: Заказ №5 оплачен")


@pytest.mark.parametrize("text", ["shop", "a@b@c.ru", "@", "a@", "*@", "a@b"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="mail_senders_invalid"):
        Senders.of(text)


@pytest.mark.parametrize("text", ["", "  ", ", ;"])
def test_nobody_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="mail_senders_missing"):
        Senders.of(text)


def test_masks_cost_no_more_than_their_length() -> None:
    assert not matches("*a" * 160 + "b", "a" * 200_000)
    assert matches("a*b*c", "a1b2c")
    assert not matches("ab*ba", "aba")
