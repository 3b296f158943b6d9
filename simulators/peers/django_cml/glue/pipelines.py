"""What django-cml calls with each thing it reads, and for orders. It swallows what these raise and logs it."""

from decimal import Decimal

from cml import items
from django.utils.timezone import localtime

from glue.models import Category, Good, Offer, Order


class GroupPipeline:
    """Groups of the top level come, those below inside."""

    def process_item(self, item):
        _category(item, None)


class ProductPipeline:
    """Cards."""

    def process_item(self, item):
        Good.objects.update_or_create(uid=item.id, defaults={"name": item.name, "categories": item.group_ids})


class OfferPipeline:
    """Offers; the price is the first one. django-cml does not read the stock."""

    def process_item(self, item):
        said = {"name": item.name, "stock": int(item.xml_element.findtext("Количество"))}
        if item.prices:
            said["price"] = item.prices[0].price_for_sku
        Offer.objects.update_or_create(uid=item.id, defaults=said)


class OrderPipeline:
    """Orders that no `mode=success` has confirmed."""

    def yield_item(self):
        waiting = Order.objects.filter(confirmed=False).order_by("number")
        waiting.update(offered=True)
        return [_order(order) for order in waiting]

    def flush(self):
        Order.objects.filter(offered=True).update(confirmed=True)


def _category(group, parent):
    category, _ = Category.objects.update_or_create(uid=group.id, defaults={"name": group.name, "parent": parent})
    for child in group.groups:
        _category(child, category)


def _order(order):
    made = items.Order()
    placed = localtime(order.placed_at)
    made.id = made.number = str(order.number)
    made.date, made.time = placed.date(), placed.time()
    made.currency_name, made.currency_rate = "RUB", 1
    made.client.id = made.client.name = made.client.full_name = "Петров Иван"
    made.client.last_name, made.client.first_name = "Петров", "Иван"
    made.client.address = "101000, Москва, ул. Ленина, 1"
    for line in order.lines:
        offer = Offer.objects.get(uid=line["id"])
        made.items.append(_line(offer.uid, offer.name, offer.price, line["quantity"]))
    if order.delivery:
        made.items.append(_line("ORDER_DELIVERY", "Доставка заказа", order.delivery, 1))
    made.sum = sum((line.sum for line in made.items), Decimal())
    return made


def _line(uid, name, price, quantity):
    line = items.OrderItem()
    line.id, line.name, line.price, line.quant, line.sum = uid, name, price, quantity, price * quantity
    line.sku.id, line.sku.name, line.sku.name_full, line.sku.international_abbr = "796", "шт", "Штука", "PCE"
    return line
