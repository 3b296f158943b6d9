"""Letters of a shop without a template of ours, and of a form on a site."""

from email.message import EmailMessage
from email.policy import SMTP

from mail_stack import MailUser

from simulators.dovecot import Dovecot

SHOP = "orders@romashka.example"
HOSTILE = (
    '<img src="http://tracker.example/pixel.png" onerror="alert(1)"><script>alert(1)</script>'
    '<a href="javascript:alert(1)">Оплатить</a>'
)
"""What a letter must never do to the person who reads it."""


def letter(number: int, *, more: str = "") -> bytes:
    """A new order as a shop of its own making sends it."""
    rows = "<tr><td>Чехол<td>2 шт.<td>1290<td>2580<tr><td>Кружка<td>1 шт.<td>300<td>300"
    facts = "<tr><td>Покупатель:<td>Иванов Пётр<tr><td>Телефон:<td>+7 900 000-00-01"
    table = f"<table><tr><th>Название<th>Кол-во<th>Цена<th>Сумма{rows}</table>"
    return mail(SHOP, f"Покупка {number} в Ромашке", f"<table>{facts}</table>{table}<p>Всего: 2880 руб.</p>{more}")


def mail(sender: str, subject: str, html: str) -> bytes:
    """A letter with this text."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, "zakaz@shop.example", subject
    message["Date"] = "Tue, 03 Nov 2026 12:00:00 +0300"
    message["Message-ID"] = f"<{abs(hash(subject))}@{sender.partition('@')[2]}>"
    message.set_content(html, subtype="html")
    return message.as_bytes()


def unread_letters(user: MailUser, server: Dovecot, address: str = "unread@shop.example") -> tuple[str, str]:
    """A connection by own templates that has none yet, and the last of its three letters."""
    connection = user.connect("mail-orders", address, template="own")
    server.deliver(address, [letter(7), letter(8, more=HOSTILE), letter(9)])
    user.finished(user.start(connection, "import_orders"))
    return connection, user.call("GET", f"connections/{connection}/letters")["items"][0]["id"]
