"""Shapes of PrestaShop: 1.5 to 1.7, Russian and English, and the text part with rows of HTML."""

from decimal import Decimal
from html import escape

from mail_intake.testing.letters import VARIANTS, Line, Sheet, ShopOrder, lined, spaced


def _item(line: Line, money: str, order: int) -> str:
    options = "".join(f"<br />{escape(option)}" for option in line.options)
    name = f"<a href='http://shop.example/1.html'>{escape(line.name)}</a>" if order != 15 else escape(line.name)
    return (
        f"<tr style='background-color:#DDE2E6;'>\n<td>{escape(line.sku)}</td>\n<td>\n<strong>{name}{options}</strong>\n</td>\n"
        f"<td>{money.format(spaced(line.price))}</td>\n<td>{line.qty}</td>\n<td>{money.format(spaced(line.sum))}</td>\n</tr>"
    )


def _voucher(order: ShopOrder, money: str) -> str:
    if not order.discount:
        return ""
    return f"<tr><td colspan='4'>Код купона: OSEN</td><td>-{money.format(spaced(order.discount))}</td></tr>"


def _address(order: ShopOrder) -> str:
    lines = (order.street, f"{order.zip} {order.city}", order.country, order.phone)
    head = f"<span style='font-weight:bold;'>{escape(order.first)}</span> <span>{escape(order.last)}</span>"
    return head + "".join(f"<br />{escape(line)}" for line in lines)


def _ps15(order: ShopOrder) -> Sheet:
    money = "{} руб"
    items = "".join(_item(line, money, 15) for line in order.lines)
    sums = (("Товары", order.goods), ("Скидки", order.discount), ("Подарочная упаковка", Decimal(0)),
            ("Стоимость доставки", order.delivery_price), ("Итого к оплате", order.total))  # fmt: skip
    totals = "".join(
        f"<tr><td colspan=4>{label}</td><td>{money.format(spaced(amount))}</td></tr>" for label, amount in sums
    )
    body = f"""<html><body><table><tr><td>Новый заказ от <strong>{escape(order.name)}</strong>.</td></tr>
<tr><td>Детали заказа</td></tr><tr><td>Заказ: <strong><span>{order.number}</span> добавлен {order.moment:%Y-%m-%d %H:%M:%S}
</strong><br>На сумму: <strong>{escape(order.payment)}</strong></td></tr><tr><td><table><tr><th>Артикул</th><th>Товар</th>
<th>Цена за ед.</th><th>Количество</th><th>Общая цена</th></tr>{items}{totals}</table></td></tr><tr><td>Доставка</td></tr>
<tr><td>Способ доставки: <strong>{escape(order.delivery)}</strong></td></tr><tr><td><table><tr><th>Адрес доставки</th>
<th>Адрес плательщика</th></tr><tr><td><br>{_address(order)}<br></td><td><br>{_address(order)}<br></td></tr></table></td></tr>
<tr><td>&nbsp;</td></tr><tr><td>Сообщение от покупателя</td></tr><tr><td>&nbsp;</td></tr>
<tr><td><strong>{lined(order.comment) or "Сообщений нет"}</strong></td></tr><tr><td><a href="http://shop.example/">Тёплый дом</a>
</td></tr></table></body></html>"""
    return Sheet("[Тёплый дом] Новый заказ", body)


def _nested(text: str) -> str:
    return f"<table class='table'><tr><td width=10>&nbsp;</td><td>{text}</td><td width=10>&nbsp;</td></tr></table>"


def _ps16(order: ShopOrder) -> Sheet:
    money = "{} руб"
    items = "".join(_item(line, money, 16) for line in order.lines) + _voucher(order, money)
    sums = (("Товары", order.goods), ("Скидки", order.discount), ("Gift-wrapping", Decimal(0)),
            ("Доставка", order.delivery_price), ("Total Tax paid", Decimal(0)), ("Всего уделено", order.total))  # fmt: skip
    totals = "".join(
        f"<tr class='conf_body'><td colspan=4>{_nested(f'<font><strong>{label}</strong></font>')}</td>"
        f"<td colspan=4>{_nested(f'<font> {money.format(spaced(amount))} </font>')}</td></tr>"
        for label, amount in sums
    )
    address = f"<td>{_nested(f'<p>Адрес доставки:</p><span>{_address(order)}</span>')}</td><td width=20>&nbsp;</td>"
    address += f"<td>{_nested(f'<p>Адрес плательщика</p><span>{_address(order)}</span>')}</td>"
    body = f"""<html><body><table class="table table-mail"><tr><td>&nbsp;</td><td align=center><table>
<tr><td>Поздравляем!</td></tr><tr><td><font><span>Клиент: {escape(order.name)} ({order.email}) сформировал новый заказ в
магазине Тёплый дом</span></font></td></tr><tr><td colspan=3>{
        _nested(
            f"<p>Подробности заказа</p><span><span><strong>Заказ:"
            f"</strong></span> {order.number} Оформлен {order.moment:%d.%m.%Y %H:%M:%S}<br /><br /><span><strong>Способ оплаты:"
            f"</strong></span> {escape(order.payment)}</span>"
        )
    }</td></tr><tr><td><table class="table-recap"><thead><tr><th>Артикул</th>
<th>товар</th><th>Цена за единицу</th><th>Количество</th><th>Итого</th></tr></thead><tbody><tr><td colspan=5>&nbsp;&nbsp;{
        items
    }
</td></tr>{totals}</tbody></table></td></tr><tr><td colspan=3>{
        _nested(f"<p>Способ доставки</p><span>{escape(order.delivery)}</span>")
    }</td></tr><tr><td><table><tr>{address}</tr></table></td></tr><tr><td colspan=3>
{_nested(f"<p>Сообщение клиента:</p><span>{lined(order.comment) or 'Сообщений нет'}</span>")}</td></tr>
<tr><td class="footer"><span><a href="http://shop.example/">Тёплый дом</a> powered by PrestaShop</span></td></tr>
</table></td><td>&nbsp;</td></tr></table></body></html>"""
    return Sheet(f"[Тёплый дом] Новый заказ : #77 - {order.number}", body)


def _ps17_en(order: ShopOrder) -> Sheet:
    def money(amount: Decimal) -> str:
        return f"€{spaced(amount, ',', '.')}"

    items = "".join(
        f"<tr><td>{escape(line.sku)}</td><td><strong><a href='http://shop.example/1'>{escape(line.name)}</a>"
        f"{''.join('<br/>' + escape(option) for option in line.options)}</strong></td><td>{money(line.price)}</td>"
        f"<td>{line.qty}</td><td>{money(line.sum)}</td></tr>"
        for line in order.lines
    )
    sums = (("Products", order.goods), ("Discounts", order.discount), ("Gift-wrapping", Decimal(0)),
            ("Shipping", order.delivery_price), ("Total Tax paid", Decimal(0)), ("Total paid", order.total))  # fmt: skip
    totals = "".join(
        f"<tr><td colspan=3>{label}</td><td colspan=3> {money(amount)} </td></tr>" for label, amount in sums
    )
    body = f"""<html><body><div><table><tr><td><div>Congratulations!</div></td></tr><tr><td><div>A new order was placed on
<span class="label">Warm</span> by the following customer: {escape(order.name)} ({order.email})</div></td></tr></table></div>
<div><table><tr><td><div><span class="label">Order:</span> {order.number} Placed on {order.moment:%m/%d/%Y}</div></td></tr>
<tr><td><div><span class="label">Payment:</span> {escape(order.payment)}</div></td></tr></table></div>
<table><tr><th>Reference</th><th>Product</th><th>Unit price</th><th>Quantity</th><th>Total price</th></tr><mj-raw> {items}
</mj-raw>{totals}</table><table><tr><td><div><span class="label">Carrier:</span> {escape(order.delivery)}</div></td></tr></table>
<table><tr><td><table><tr><td><p>Delivery address</p><p>{_address(order)}</p></td></tr></table></td><td><table><tr><td>
<p>Billing address</p><p>{_address(order)}</p></td></tr></table></td></tr></table><table><tr><td><div>Customer message:</div>
</td></tr><tr><td><div>{lined(order.comment) or "No message"}</div></td></tr></table><div><a href="http://shop.example">Warm</a>
</div><div>Powered by PrestaShop</div></body></html>"""
    return Sheet(f"[Warm] New order : #41 - {order.number}", body)


def _text(order: ShopOrder) -> Sheet:
    money = "{} ₽"
    items = "".join(_item(line, money, 17) for line in order.lines) + _voucher(order, money)
    sums = (("ТОВАРЫ", order.goods), ("СКИДКИ", order.discount), ("ПОДАРОЧНАЯ УПАКОВКА", Decimal(0)),
            ("ДОСТАВКА", order.delivery_price), ("ИТОГО К ОПЛАТЕ", order.total))  # fmt: skip
    totals = "\n\n".join(f"{label} \n\n{money.format(spaced(amount))} " for label, amount in sums)
    body = f"""[http://shop.example/]

Поздравляем!

Новый заказ в магазине Тёплый дом, клиент:
{order.name} ({order.email})

ЗАКАЗ: {order.number} Оформлен {order.moment:%d.%m.%Y}

ОПЛАТА: {order.payment}

АРТИКУЛ

ТОВАР

ЦЕНА

КОЛИЧЕСТВО

СУММА

{items}

{totals}

{order.delivery}

{_address(order)}

{_address(order)}

{order.comment or "Сообщений нет"}

Тёплый дом [http://shop.example/] powered by
PrestaShop(tm) [http://www.prestashop.example/]
"""
    return Sheet(f"[Тёплый дом] Новый заказ : #41 - {order.number}", body, html=False)


VARIANTS["prestashop"] = {"ps15": _ps15, "ps16": _ps16, "ps17 en": _ps17_en, "text": _text}
