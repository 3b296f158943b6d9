"""Shapes of JoomShopping, Webasyst, InSales, StoreLand, Nethouse."""

from collections.abc import Sequence
from html import escape

from mail_intake.testing.letters import VARIANTS, Sheet, ShopOrder, lined, short, spaced

_RU = dict(
    number="Номер заказа", date="Дата заказа", name="Полное имя (Ф.И.О.)", street="Улица/Номер дома", city="Город",
    zip="Почтовый индекс", country="Страна", phone="Телефон", bill="Счёт", ship="Адрес доставки", goods="Название",
    sku="Код товара", qty="Количество", price="Цена за единицу", sum="Сумма", sub="Итого", discount="Скидка",
    delivery="Стоимость  доставки", total="Всего к оплате", note="Замечания клиента", pay="Информация о платеже",
    send="Информация о поставке", subject="Новый заказ № {number} ({name})",
)  # fmt: skip
_EN = dict(
    number="Order number", date="Order date", name="Full name", street="Street / No.", city="City", zip="Postal Code",
    country="Country", phone="Telephone", bill="Bill to", ship="Ship to", goods="Product name", sku="Product code",
    qty="Quantity", price="Single price", sum="Total", sub="Subtotal", discount="Discount", delivery="Shipping price",
    total="Total", note="Customer note", pay="Payment information", send="Shipping information",
    subject="New order N. {number} ({name})",
)  # fmt: skip


def _rows(*pairs: tuple[str, str]) -> str:
    return "".join(f"<tr><td width=100>{label}</td><td>{escape(value)}</td></tr>" for label, value in pairs)


def _joom(order: ShopOrder, words: dict[str, str], currency: str) -> Sheet:
    def money(amount: object) -> str:
        return f"{amount:.2f} {currency}"

    person = (
        (f"{words['street']}:", order.street),
        (f"{words['city']}:", order.city),
        (f"{words['zip']}:", order.zip),
        (f"{words['country']}:", order.country),
        (f"{words['phone']}:", order.phone),
    )
    bill = _rows((f"{words['name']}:", order.name), *person, ("E-mail:", order.email))
    ship = _rows((f"{words['name']} ", order.name), *person)
    items = "<tr><td colspan=5><div></div></td></tr>".join(
        f"<tr class='vertical'><td><img src='http://shop.example/1.jpg'> {escape(line.name)}"
        f"<div class='jshop_cart_attribute'>{''.join(escape(option) + '<br />' for option in line.options)}</div></td>"
        f"<td>{escape(line.sku)}</td><td><span class='qtyval'>{line.qty}</span></td><td>{money(line.price)}</td>"
        f"<td>{money(line.sum)}</td></tr>"
        for line in order.lines
    )
    totals = [(words["sub"] + ":", money(order.goods))]
    if order.discount:
        totals.append((words["discount"] + ": ", f"-{money(order.discount)}"))
    totals += [
        (words["delivery"] + ":", money(order.delivery_price)),
        (f"<b>{words['total']}:</b>", money(order.total)),
    ]
    sums = "".join(f"<tr><td colspan=4 align=right>{label}</td><td>{value}</td></tr>" for label, value in totals)
    heads = "".join(f"<td>{words[name]}</td>" for name in ("goods", "sku", "qty", "price", "sum"))
    body = f"""<html><body><table width=850><tr><td colspan=2><b>{escape(order.shop)}</b></td></tr>
{_rows((words["number"] + ":", order.number), (words["date"] + ":", f"{order.moment:%d.%m.%Y}"))}
<tr><td><table><tr><td colspan=2><b>{words["bill"]}</b></td></tr>{bill}</table></td>
<td><table><tr><td colspan=2><b>{words["ship"]}</b></td></tr>{ship}</table></td></tr>
<tr><td colspan=2><table class='table_items'><tr>{heads}</tr>{items}{sums}
<tr><td colspan=5>&nbsp;</td></tr><tr><td colspan=5>{words["note"]}</td></tr>
<tr><td colspan=5>{lined(order.comment)}</td></tr></table></td></tr>
<tr><td><h3>{words["pay"]}</h3></td><td><h3>{words["send"]}</h3></td></tr>
<tr><td><div>{escape(order.payment)}</div><div></div></td><td><div>{escape(order.delivery)}</div></td></tr>
</table></body></html>"""
    return Sheet(words["subject"].format(number=order.number, name=order.name), body)


def _webasyst(order: ShopOrder) -> Sheet:
    items = "".join(
        "<tr><td><img src='https://shop.example/1.jpg'></td><td><p><a href='https://shop.example/p'><font>"
        f"{escape(line.name)}</font> <font>{escape(line.sku)}</font></a></p></td>"
        f"<td><font>{short(line.price)} руб.&nbsp;&times;</font>&nbsp;{line.qty}</td>"
        f"<td><font>{short(line.sum)} руб.</font></td></tr>"
        for line in order.lines
    )
    sums = [("Подытог", order.goods), ("Скидка", order.discount), ("Доставка", order.delivery_price)]
    totals = "".join(f"<tr><td>{label}</td><td>{short(amount)} руб.</td></tr>" for label, amount in sums)
    note = f"<tr><td></td><td><h3>Комментарий к заказу</h3><pre>{escape(order.comment)}</pre></td></tr>"
    months = [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ]
    day = f"{order.moment.day} {months[order.moment.month - 1]} {order.moment.year}"
    address = ", ".join((order.street, order.city, order.zip, order.country))
    body = (
        f"<table><tr><td><table><tr><td width=50></td><td><table><tr><td><font><b>{order.number}</b></font><font>{day} 12:00"
        f"</font></td><td><font>Новый</font></td></tr></table></td><td></td></tr></table>"
        f"<p>Спасибо за покупку в магазине «{escape(order.shop)}»!</p><table>{items}</table><table>{totals}"
        f"<tr><td><h3>Итого</h3></td><td><h3>{short(order.total)} руб.</h3></td></tr></table></td></tr>"
        f"<tr><td><p>Email: {order.email}</p><p>Телефон: {order.phone}</p></td></tr>{note if order.comment else ''}"
        f"<tr><td></td><td><b><font>Доставка&nbsp;—</font>&nbsp;{escape(order.delivery)}</b><p>{escape(order.name)}<br>"
        f"{escape(address)}</p></td></tr><tr><td></td><td><b><font>Оплата&nbsp;—</font>&nbsp;{escape(order.payment)}</b>"
        f"<p>{escape(order.name)}<br></p></td></tr></table>"
    )
    return Sheet(f"Новый заказ {order.number}", body, reply_to=order.email)


def _labels(order: ShopOrder, words: Sequence[str]) -> list[tuple[str, str]]:
    """Labelled lines of the hosted shops; the order of `words`: date, name, phone, e-mail, delivery, address, payment."""
    address = ", ".join((order.zip, order.city, order.street))
    values = (
        f"{order.moment:%d.%m.%Y %H:%M}", order.name, order.phone, order.email, order.delivery, address, order.payment,
    )  # fmt: skip
    return [(label, value) for label, value in zip(words, values, strict=True) if label]


def _hosted_table(order: ShopOrder, head: str, words: Sequence[str], sums: Sequence[str], currency: str) -> str:
    pairs = [*_labels(order, words), ("Комментарий", order.comment)]
    rows = "".join(f"<tr><td>{label}:</td><td>{lined(value)}</td></tr>" for label, value in pairs if value)
    items = "".join(
        f"<tr><td>{escape(line.sku)}</td><td><a href='https://shop.example/p'>{escape(line.name)}</a>"
        f"{''.join('<br>' + escape(option) for option in line.options)}</td><td>{line.qty} шт.</td>"
        f"<td>{spaced(line.price, '&nbsp;')}&nbsp;{currency}</td><td>{spaced(line.sum, '&nbsp;')}&nbsp;{currency}</td></tr>"
        for line in order.lines
    )
    totals = [(sums[0], order.goods), *([(sums[1], -order.discount)] if order.discount else [])]
    totals += [(sums[2], order.delivery_price), (sums[3], order.total)]
    foot = "".join(
        f"<tr><td colspan=4 align=right>{label}:</td><td><b>{spaced(amount)} {currency}</b></td></tr>"
        for label, amount in totals
    )
    return (
        f"<html><body><h2>{head}</h2><table>{rows}</table><h3>Состав заказа</h3><table border=1><tr><th>Артикул</th>"
        f"<th>Товар</th><th>Кол-во</th><th>Цена</th><th>Сумма</th></tr>{items}{foot}</table></body></html>"
    )


def _hosted_lines(order: ShopOrder, head: str, words: Sequence[str], sums: Sequence[str], currency: str) -> str:
    lines = [
        head,
        "",
        *(f"{label}: {value}" for label, value in _labels(order, words)),
        f"Комментарий: {order.comment}",
        "",
    ]
    lines.append("Заказанные товары:")
    for number, line in enumerate(order.lines, start=1):
        lines.append(f"{number}. {line.name} [артикул: {line.sku}]")
        lines.extend([f"   {', '.join(line.options)}"] if line.options else [])
        lines.append(f"   {line.qty} шт. x {spaced(line.price)} {currency} = {spaced(line.sum)} {currency}")
    lines += ["", f"{sums[0]}: {spaced(order.goods)} {currency}"]
    lines += [f"{sums[1]}: -{spaced(order.discount)} {currency}"] if order.discount else []
    lines += [f"{sums[2]}: {spaced(order.delivery_price)} {currency}", f"{sums[3]}: {spaced(order.total)} {currency}"]
    return "\n".join(lines) + "\n"


def _insales_lines(order: ShopOrder) -> Sheet:
    head = f"Заказ на сайте {order.shop} - №{order.number} от {order.moment:%d.%m.%Y}"
    lines = [head, "", f"Клиент: {order.name} {order.phone}", f"Email: {order.email}", "", "Состав заказа:"]
    for line in order.lines:
        options = f" ({', '.join(line.options)})" if line.options else ""
        lines.append(f"- {line.name}{options}. {short(line.price)} руб x {line.qty} шт")
    lines.append(f"- Доставка: {short(order.delivery_price)} руб")
    lines += [f"- Cкидка: {short(order.discount)} руб"] if order.discount else []
    address = ", ".join((order.zip, order.city, order.street))
    lines += [
        "", f"Общая сумма заказа с доставкой: {short(order.total)} руб", "",
        f"Адрес доставки: {address} ({order.delivery})", f"Выбранный способ оплаты: {order.payment}.",
    ]  # fmt: skip
    lines += [f"Комментарий к заказу: {order.comment}"] if order.comment else []
    return Sheet(head, "\n".join(lines), html=False)


_INSALES = (("", "Клиент", "Телефон", "Email", "Способ доставки", "Адрес доставки", "Выбранный способ оплаты"),
            ("Стоимость товаров", "Скидка", "Доставка", "Общая сумма заказа с доставкой"), "руб")  # fmt: skip
_STORELAND = (("Дата заказа", "Имя покупателя", "Контактный телефон", "E-mail", "Доставка", "Адрес", "Оплата"),
              ("Сумма заказа", "Скидка", "Стоимость доставки", "Итого к оплате"), "руб.")  # fmt: skip
_NETHOUSE = (("Дата заказа", "ФИО", "Телефон", "Электронная почта", "Способ доставки", "Адрес доставки", "Способ оплаты"),
             ("Товары", "Скидка", "Доставка", "Итого"), "р.")  # fmt: skip


def _storeland(order: ShopOrder, *, html: bool) -> Sheet:
    make = _hosted_table if html else _hosted_lines
    return Sheet(
        f"Новый заказ №{order.number} в магазине shop.storeland.example",
        make(order, f"В вашем магазине оформлен новый заказ №{order.number}", *_STORELAND),
        html,
    )


def _nethouse(order: ShopOrder, *, html: bool) -> Sheet:
    make = _hosted_table if html else _hosted_lines
    return Sheet(
        f"Новый заказ № {order.number} на сайте shop.nethouse.example",
        make(order, f"Поступил новый заказ № {order.number}", *_NETHOUSE),
        html,
    )


def _insales_table(order: ShopOrder) -> Sheet:
    head = f"Заказ на сайте {order.shop} - №{order.number} от {order.moment:%d.%m.%Y}"
    return Sheet(head, _hosted_table(order, head, *_INSALES))


VARIANTS.update(
    {
        "joomshopping": {
            "ru": lambda order: _joom(order, _RU, "руб."),
            "en": lambda order: _joom(order, _EN, "EUR"),
        },
        "webasyst": {"ru": _webasyst},
        "insales": {"table": _insales_table, "lines": _insales_lines},
        "storeland": {
            "table": lambda order: _storeland(order, html=True),
            "lines": lambda order: _storeland(order, html=False),
        },
        "nethouse": {
            "table": lambda order: _nethouse(order, html=True),
            "lines": lambda order: _nethouse(order, html=False),
        },
    }
)
