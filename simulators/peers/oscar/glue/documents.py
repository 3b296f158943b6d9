"""Orders of Oscar as documents of CommerceML."""

from cml import items
from cml.xml import XmlElement
from django.utils.timezone import localtime

PIECE = "796"  # a str: lxml raises on the number that stands there by default


class OrderDocument(items.Document):
    """A document that also tells the order's status, which django-cml2 leaves out."""

    def __init__(self, status):
        super().__init__()
        self._status = status

    def compose_xml(self):
        root = super().compose_xml()
        value = root.append(XmlElement("ЗначенияРеквизитов")).append(XmlElement("ЗначениеРеквизита"))
        value.append(XmlElement("Наименование")).text = "Статус заказа"
        value.append(XmlElement("Значение")).text = self._status
        return root


def document(order):
    """An order of Oscar with customer, lines and delivery."""
    made = OrderDocument(order.status)
    placed = localtime(order.date_placed)
    made.uid = made.number = order.number
    made.date, made.time = placed.date(), placed.time()
    made.currency_name = order.currency
    made.sum = order.total_incl_tax
    made.comment = ""
    made.counterparties = [_buyer(order)]
    made.products = [
        _line(line.product.upc, line.title, line.unit_price_incl_tax, line.quantity, line.line_price_incl_tax)
        for line in order.lines.order_by("pk")
    ]
    if order.shipping_incl_tax:
        cost = order.shipping_incl_tax
        made.products.append(_line("ORDER_DELIVERY", "Доставка заказа", cost, 1, cost))
    return made


def _buyer(order):
    to = order.shipping_address
    buyer = items.Counterparty()
    buyer.uid = order.guest_email
    buyer.full_name, buyer.name, buyer.last_name = to.name, to.first_name, to.last_name
    buyer.address = items.Address()
    buyer.address.content = to.summary
    buyer.address.fields = [  # pairs: composing fails on the dict that stands there by default
        (items.AddressField.INDEX, to.postcode),
        (items.AddressField.TOWN, to.line4),
        (items.AddressField.STREET, to.line1),
    ]
    return buyer


def _line(uid, name, price, quantity, total):
    line = items.ProductRef()
    line.product_uid, line.product_name = uid, name
    line.price, line.quantity, line.sum = price, quantity, total
    line.unit.unit_id = PIECE
    return line
