"""Letters in the browser: a template by pointing, unread letters cleared up, nothing of a letter runs."""

import re

import pytest
from letters import HOSTILE, SHOP, mail, unread_letters
from playwright.sync_api import Page, expect
from steps import button, outcome
from watch import accessible

from service_kit.testing.process import wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.dovecot, pytest.mark.timeout(240)]


def line(page: Page, text: str):
    """A line of the sample letter."""
    return page.get_by_role("list", name="Строки письма").get_by_role("listitem").filter(has_text=text)


def word(page: Page, row: str, text: str) -> None:
    """Select a word of a line with the mouse: a double click on its first letter."""
    place = (
        line(page, row)
        .locator("[data-text]")
        .evaluate(
            """(place, text) => {
          const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
          while (!walker.nextNode().textContent.includes(text)) {}
          const from = walker.currentNode.textContent.indexOf(text);
          const range = document.createRange();
          range.setStart(walker.currentNode, from);
          range.setEnd(walker.currentNode, from + text.length);
          place.scrollIntoView({block: "center"});
          const box = range.getBoundingClientRect();
          return [box.x + 2, box.y + box.height / 2];
        }""",
            text,
        )
    )
    page.mouse.dblclick(*place)
    expect(page.locator(".mark-chosen q")).to_have_text(text)


def as_field(page: Page, row: str, text: str, name: str) -> None:
    word(page, row, text)
    page.locator(".mark-bar").get_by_role("button", name=name, exact=True).click()


def numbers(mail_user, connection: str) -> list[str]:
    orders = mail_user.platform("orders")
    return sorted(
        row["origin"]["number"] for row in orders if row["origin"] and row["origin"]["connection"] == connection
    )


def opened(page: Page, connection: str, subject: str) -> None:
    """An unread letter in its window."""
    page.goto(f"/connections/mail-intake/{connection}?tab=letters")
    page.get_by_role("button", name=subject).click()
    expect(page.get_by_role("dialog").get_by_text("Пришло")).to_be_visible()


@pytest.fixture
def new_box(request, mail_user, mail_server):
    """A connection with three unread letters: its id."""
    return unread_letters(mail_user, mail_server, f"{abs(hash(request.node.name))}@shop.example")[0]


def test_a_template_is_made_by_pointing_and_reads_what_was_unread(page, mail_user, new_box):
    page.goto(f"/connections/mail-intake/{new_box}")
    page.get_by_role("tab", name=re.compile("Непрочитанные письма 3")).click()
    page.get_by_role("button", name="Покупка 9 в Ромашке").click()
    page.get_by_role("link", name="Составить шаблон").click()
    as_field(page, "Тема:", "9", "Номер")
    as_field(page, "Чехол", "Чехол", "Товар")
    as_field(page, "Чехол", "1290", "Цена")
    as_field(page, "Чехол", "2580", "Сумма")
    as_field(page, "Чехол", "2", "Количество")
    as_field(page, "Всего:", "2880", "Итого")
    expect(page.get_by_label("Текст шаблона")).to_have_value(
        "Тема: Покупка {{number}} в Ромашке\n"
        "{{#items}}{{item.name}} | {{item.qty}} шт. | {{item.price}} | {{item.sum}}{{/items}}\n"
        "Всего: {{total}} руб."
    )
    expect(page.get_by_text("Письмо читается по этому шаблону")).to_be_visible()
    expect(page.get_by_label("Товары письма").get_by_role("row")).to_have_count(3)
    button(page, "Проверить на последних письмах").click()
    expect(page.get_by_text("Читается 3 письма из 3.")).to_be_visible()
    button(page, "Сохранить").click()
    expect(page.get_by_text("Назовите шаблон")).to_be_visible()
    page.get_by_label("Название шаблона").fill("Ромашка")
    assert accessible(page) == []
    button(page, "Сохранить").click()
    expect(page.get_by_role("link", name="Ромашка")).to_be_visible()
    button(page, "Прочитать снова все").click()
    outcome(page, "Успешно")
    wait_for(lambda: numbers(mail_user, new_box) == ["7", "8", "9"], 20, "orders of the letters stand in the platform")
    page.goto(f"/connections/mail-intake/{new_box}?tab=letters")
    expect(page.get_by_text("Все письма прочитаны.")).to_be_visible()


def test_a_template_that_does_not_read_its_sample_is_not_stored(page, mail_user, content):
    page.goto(f"/connections/mail-intake/{content.mail}/templates/new?letter={content.letter}")
    button(page, "Предложить шаблон").click()
    text = page.get_by_label("Текст шаблона")
    expect(text).not_to_have_value("")
    page.get_by_label("Название шаблона").fill("Проба")
    text.fill("Тема: Продажа {{number}}\n{{#items}}{{item.name}} | {{*}} | {{item.price}} | {{*}}{{/items}}")
    expect(page.get_by_text("Письмо не читается. Не найдено: номер заказа.")).to_be_visible()
    button(page, "Сохранить").click()
    expect(page.get_by_text("Шаблон не сохранён")).to_be_visible()
    text.fill("Тема: Покупка {{nomer}}")
    expect(page.get_by_text(re.compile("Такого поля нет: nomer.*Строка 1 шаблона"))).to_be_visible()
    page.get_by_role("link", name="шаблоны писем").click()
    expect(page.get_by_text("Изменения не сохранены")).to_be_visible()
    button(page, "Уйти без сохранения").click()
    expect(page.get_by_text("Собственных шаблонов пока нет.")).to_be_visible()
    assert mail_user.call("GET", f"connections/{content.mail}/templates")["items"] == []


def test_the_editor_can_be_used_without_a_mouse(page, content):
    page.goto(f"/connections/mail-intake/{content.mail}/templates/new?letter={content.letter}")
    page.get_by_role("button", name="Выбрать строку 1", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Добавить строку").focus()
    page.keyboard.press("Enter")
    text = page.get_by_label("Текст шаблона")
    expect(text).to_have_value("Тема: Покупка 9 в Ромашке")
    text.focus()
    page.keyboard.press("Control+Home")
    for _ in range(len("Тема: Покупка ")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.get_by_role("button", name="Номер", exact=True).focus()
    page.keyboard.press("Enter")
    expect(text).to_have_value("Тема: Покупка {{number}} в Ромашке")


def test_nothing_of_a_hostile_letter_runs_or_is_loaded(page, content):
    assert "tracker.example" in HOSTILE
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    opened(page, content.mail, "Покупка 8 в Ромашке")
    frame = page.frame_locator("iframe[title^='Письмо']")
    expect(frame.get_by_text("Иванов Пётр")).to_be_visible()
    expect(frame.locator("script, img, form, [onerror], [href^=javascript]")).to_have_count(0)
    assert [url for url in asked if "tracker" in url or "dialog" in url] == []


def test_an_order_is_entered_by_hand_and_a_letter_without_one_is_put_away(page, mail_user, new_box):
    opened(page, new_box, "Покупка 7 в Ромашке")
    button(page, "Создать заказ вручную").click()
    page.get_by_label("Номер заказа").fill("7")
    page.get_by_label("Телефон").fill("123")
    page.get_by_label("Товар", exact=True).fill("Чехол")
    page.get_by_label("Цена").fill("1 290,50")
    button(page, "Создать заказ").click()
    expect(page.get_by_text("Это не номер телефона.")).to_be_visible()
    page.get_by_label("Телефон").fill("+7 900 000-00-01")
    button(page, "Создать заказ").click()
    outcome(page, "Успешно")
    assert numbers(mail_user, new_box) == ["7"]
    opened(page, new_box, "Покупка 8 в Ромашке")
    button(page, "Это не заказ").click()
    button(page, "Да, убрать").click()
    expect(page.get_by_text("Письмо убрано из списка")).to_be_visible()
    expect(page.get_by_role("tab", name=re.compile("Непрочитанные письма 1"))).to_be_visible()


def test_a_request_without_a_contact_is_completed_by_hand(page, mail_user, mail_server):
    address = "requests@shop.example"
    connection = mail_user.connect("mail-leads", address)
    mail_server.deliver(address, [mail(SHOP, "Заявка с сайта", "<p>Имя: Анна</p><p>Сообщение: Перезвоните мне</p>")])
    mail_user.finished(mail_user.start(connection, "import_leads"))
    opened(page, connection, "Заявка с сайта")
    button(page, "Создать заявку вручную").click()
    expect(page.get_by_label("Имя")).to_have_value("Анна")
    page.get_by_label("Телефон").fill("+7 900 000-00-02")
    button(page, "Создать заявку").click()
    outcome(page, "Успешно")
