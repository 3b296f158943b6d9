"""Shapes of VirtueMart 1.1, 2 and 3."""

from html import escape

from mail_intake.testing.letters import VARIANTS, Line, Sheet, ShopOrder, dots, lined

_DAYS = ["Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье"]
_MONTHS = [
    "Январь",
    "Февраль",
    "Март",
    "Апрель",
    "Май",
    "Июнь",
    "Июль",
    "Август",
    "Сентябрь",
    "Октябрь",
    "Ноябрь",
    "Декабрь",
]


def _day(order: ShopOrder) -> str:
    return f"{_DAYS[order.moment.weekday()]}, {order.moment:%d} {_MONTHS[order.moment.month - 1]} {order.moment:%Y}"


def _person(order: ShopOrder) -> list[tuple[str, str]]:
    return [
        ("Название компании", ""), ("Имя", order.first), ("Фамилия", order.last), ("Адрес 1", order.street), ("Адрес 2", ""),
        ("Город", order.city), ("Регион", "-"), ("Индекс", order.zip), ("Страна", order.country), ("Телефон", order.phone),
        ("Факс", ""),
    ]  # fmt: skip


def _vm1_html(order: ShopOrder) -> Sheet:
    rows = "".join(f"<tr><td>{label}:</td><td>{escape(value)}</td></tr>" for label, value in _person(order))
    items = "".join(_vm1_row(line) for line in order.lines)
    sums = [
        ("Промежуточный итог :", dots(order.goods)),
        ("Стоимость доставки и плата за отгрузку :", dots(order.delivery_price)),
    ]
    sums += [("Купон на скидку: ", f"- {dots(order.discount)}")] if order.discount else []
    sums += [("<b>Итого: </b>", dots(order.total))]
    totals = "".join(f"<tr><td colspan=4 align=right>{label}</td><td>{amount} RUB</td></tr>" for label, amount in sums)
    body = f"""<html><body><table><tr><td>{escape(order.shop)}<br />ул. Складская, 1<br />Москва<br />Телефон: +7 (900) 111-00-00
</td><td><img src="cid:vendor_image"></td></tr><tr><td colspan=2>Получен следующий заказ.</td></tr></table>
<table><tr><td colspan=2><b>Информация о заказе</b></td></tr><tr><td>Номер заказа:</td><td>{order.number}</td></tr>
<tr><td>Дата заказа:</td><td>{_day(order)} 12:00</td></tr><tr><td>Статус заказа:</td><td>Ожидается</td></tr>
<tr><td colspan=2><b>Информация о клиенте</b></td></tr><tr valign=top><td><table><tr><td colspan=2><b>Контактная информация
плательщика</b></td></tr>{rows}<tr><td>E-mail:</td><td>{order.email}</td></tr></table></td><td><table><tr><td colspan=2><b>Адрес
доставки</b></td></tr>{rows}</table></td></tr><tr><td colspan=2><b>Содержание заказа</b></td></tr><tr><td colspan=2><table>
<tr><th>Количество</th><th>Название</th><th>Артикул</th><th>Цена</th><th>Итог</th></tr>{items}{totals}</table></td></tr>
<tr><td colspan=2><b>Комментарий покупателя:</b></td></tr><tr><td colspan=2>{lined(order.comment)}</td></tr>
<tr><td colspan=2>&nbsp;</td></tr><tr><td><b>Информация об оплате</b></td><td><b>Информация о доставке</b></td></tr>
<tr><td>{escape(order.payment)}</td><td>{escape(order.delivery)}</td></tr></table></body></html>"""
    return Sheet(f"{order.shop} Информация о заказе - {order.number}", body, sender=order.email, sender_name=order.name)


def _vm1_row(line: Line) -> str:
    tail = f" ({escape('; '.join(line.options))})" if line.options else ""
    return (
        f"<tr><td>{line.qty}</td><td>{escape(line.name)} {tail}</td><td>{escape(line.sku)}</td>"
        f"<td>{dots(line.price)} RUB</td><td>{dots(line.sum)} RUB</td></tr>"
    )


def _vm1_text(order: ShopOrder) -> Sheet:
    fields = "\n".join(f"{label}:    {value}" for label, value in _person(order))
    items = "\n\n".join(
        f"Товар  = {line.name}; {'; '.join(line.options)}\nКоличество = {line.qty}\nАртикул      = {line.sku}\n"
        f"Цена    = {dots(line.price)} RUB"
        for line in order.lines
    )
    discount = f"Купон на скидку = - {dots(order.discount)} RUB\n" if order.discount else ""
    rule = "-" * 72
    body = f"""Получен следующий заказ.

Информация о заказе
{rule}

Номер заказа: {order.number}
Дата заказа:   {_day(order)}
Статус заказа: Ожидается

Контактная информация плательщика
--------------------

{fields}
E-mail:    {order.email}

Адрес доставки
-------

{fields}

Содержание заказа
-----------

{items}

Промежуточный итог = {dots(order.goods)} RUB
{discount}Стоимость доставки и плата за отгрузку = {dots(order.delivery_price)} RUB

Итого    = {dots(order.total)} RUB

{rule}
{order.payment}

{rule}
Информация о доставке:
{order.delivery}

{rule}

Комментарий покупателя
---------------

{order.comment or " ./. "}

{rule}
"""
    return Sheet(f"{order.shop} Информация о заказе - {order.number}", body, html=False)


def _block(order: ShopOrder, *, email: bool, classes: bool) -> str:
    fields = [*([("email", order.email)] if email else []), ("first_name", order.first), ("last_name", order.last),
              ("address_1", order.street), ("zip", order.zip), ("city", order.city), ("virtuemart_country_id", order.country),
              ("phone_1", order.phone)]  # fmt: skip
    return "\n".join(
        f"<!-- span class='titles'>x</span --><span{f' class={chr(34)}values vm2-{name}{chr(34)}' if classes else ''}>"
        f"{escape(value)}</span>{'' if name in {'first_name', 'zip'} else '<br class=clear />'}"
        for name, value in fields
    )


_VM2 = dict(bill="Выставить счет", ship="Адреса доставки", intro="подтвердил/а заказ на сумму {sum}, номер заказа: {number}",
            subject="[{number}], Заказ подтвердил  {name}, всего {sum}", status="Состояние товара")  # fmt: skip
_VM3 = dict(bill="Заполните ваши данные", ship="Куда:",
            intro="подтвердил/а заказ на полную сумму {sum}, номер его/ее заказа: {number}",
            subject="[{number}], Заказ подтвердил  {name}, сумма: {sum}", status="Статус товара")  # fmt: skip


def _money(amount: object) -> str:
    return f"{amount:.2f} руб".replace(".", ",")


def _vm23_html(order: ShopOrder, words: dict[str, str], *, classes: bool = True) -> Sheet:
    said = {"sum": _money(order.total), "number": order.number, "name": order.name}
    note = (
        f"<br /><br />Покупатель оставил комментарий к заказу: <br /> {lined(order.comment)}<br />"
        if order.comment
        else ""
    )
    nothing = "<td align=right><span class='priceColor2'>0,00 руб</span></td>"
    items = "".join(
        f"<tr><td>{escape(line.sku)}</td><td colspan=2><a href='http://shop.example/p'>{escape(line.name)}</a>"
        f"<div class='vm-customfield-cart'>{''.join(f'<span>{escape(option)}</span><br />' for option in line.options)}</div></td>"
        f"<td>В ожидании</td><td><span>{_money(line.price)}</span><br /></td><td>{line.qty}</td>{nothing}{nothing}"
        f"<td>{_money(line.sum)}</td></tr>"
        for line in order.lines
    )
    coupon = (
        f"<tr><td colspan=6>Купон на скидку (VESNA)</td><td> </td><td></td><td>- {_money(order.discount)}</td></tr>"
        if order.discount
        else ""
    )
    mark = ("vmshipment_name", "vmpayment_name") if classes else ("a", "b")
    heads = "".join(
        f"<td{' colspan=2' if head == 'Название товара' else ''}><strong>{head}</strong></td>"
        for head in ("Артикул", "Название товара", words["status"], "Цена", "Кол-во", "Налог", "Скидка", "Всего")
    )
    body = f"""<html><body><div><table><tr><td><table class="html-email"><tr><td>Здравствуйте {escape(order.shop)}, <br />
 {escape(order.name)} {words["intro"].format(**said)}{note}</td></tr></table><table class="html-email"><tr><th><strong>
{words["bill"]}</strong></th><th>{words["ship"]}</th></tr><tr><td>{_block(order, email=True, classes=classes)}</td>
<td>{_block(order, email=False, classes=classes)}</td></tr></table><table class="html-email"><tr>{heads}</tr>{items}
<tr><td colspan=7></td></tr><tr><td colspan=6 align=right>Итого</td>{nothing}{nothing}<td>{_money(order.goods)}</td></tr>{coupon}
<tr><td colspan=6><span class="{mark[0]}">{escape(order.delivery)}</span><span class="vmshipment_description">1-3 дня</span></td>
{nothing}<td></td><td>{_money(order.delivery_price)}</td></tr><tr><td colspan=6><span class="{mark[1]}">{escape(order.payment)}
</span></td>{nothing}<td></td><td>0,00 руб</td></tr><tr><td colspan=6><strong>Всего</strong></td>{nothing}{nothing}<td>
<strong>{_money(order.total)}</strong></td></tr></table><br/>Спасибо за покупку на <a href="http://shop.example">Тёплый дом</a><br/>
Тёплый дом<br />+7 (900) 111-00-00</td></tr></table></div></body></html>"""
    return Sheet(words["subject"].format(**said), body)


def _vm2_raw(order: ShopOrder) -> Sheet:
    rule = "-" * 64
    person = (
        f"Имя: {order.first}\nФамилия: {order.last}\nАдрес 1: {order.street}\nИндекс: {order.zip}\nГород: {order.city}\n"
        f"Страна: {order.country}\nТелефон: {order.phone}"
    )
    items = "\n\n".join(
        f"{line.qty} X {line.name} (Артикул{line.sku})\n"
        + (
            f'<div class="vm-customfield-cart"> {"".join(f"<span>{escape(o)}</span><br />" for o in line.options)}</div>\n'
            if line.options
            else ""
        )
        + f"Всего{line.price:.5f} (Налог:0,00 руб)"
        for line in order.lines
    )
    note = f"Ваш комментарий:  {order.comment}\n" if order.comment else ""
    discount = f"Купон на скидку : - {_money(order.discount)}\n" if order.discount else ""
    body = f"""Номер заказа:
Заказ подтвержден

Вы оформили и подтвердили заказ в интернет магазине Тёплый дом.

просмотреть ваш заказ он-лайн : http://shop.example/index.php?option=com_virtuemart&order_number={order.number}&order_pass=p_1
{note}
Выставить счет
{rule}
Эл. почта: {order.email}
{person}

Адреса доставки
{rule}
{person}

Всего
{rule}
Позиции заказа
{items}

{rule}
{discount}Стоимость обработки и доставки ({order.delivery} )
Всего : {_money(order.delivery_price)} (Налог : 0,00 руб)
Комиссия ({order.payment} )
Всего:0,00 руб (Налог : 0,00 руб)
{rule}
Всего : {_money(order.total)}
 (Налог : 0,00 руб)

Спасибо за покупку на <a href="/index.php?option=com_virtuemart" >Тёплый дом</a>
"""
    return Sheet(f"[{order.number}], Заказ подтвердил  {order.name}, всего {_money(order.total)}", body, html=False)


VARIANTS["virtuemart"] = {"html": _vm1_html, "text": _vm1_text}
VARIANTS["virtuemart2"] = {
    "html": lambda order: _vm23_html(order, _VM2),
    "no classes": lambda order: _vm23_html(order, _VM2, classes=False),
    "raw": _vm2_raw,
}
VARIANTS["virtuemart3"] = {
    "html": lambda order: _vm23_html(order, _VM3),
    "no classes": lambda order: _vm23_html(order, _VM3, classes=False),
}
