"""What tests read of the shop and do in it: JSON over loopback, by Oscar's own models and order creator."""

import json
from decimal import Decimal
from pathlib import Path

from cml.items import FileRef
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from oscar.apps.shipping.methods import FixedPrice
from oscar.core.loading import get_class, get_model

from glue.models import Handout

Basket = get_model("basket", "Basket")
Category = get_model("catalogue", "Category")
Country = get_model("address", "Country")
Order = get_model("order", "Order")
OrderCreator = get_class("order.utils", "OrderCreator")
OrderTotalCalculator = get_class("checkout.calculators", "OrderTotalCalculator")
Product = get_model("catalogue", "Product")
Selector = get_class("partner.strategy", "Selector")
ShippingAddress = get_model("order", "ShippingAddress")
StockRecord = get_model("partner", "StockRecord")


def state(_request):
    """Everything the shop holds: categories, goods, orders, files it was sent."""
    return JsonResponse(
        {
            "categories": [_category(category) for category in Category.objects.all()],
            "cards": [_card(product) for product in Product.objects.exclude(structure=Product.CHILD).order_by("upc")],
            "offers": [_offer(record) for record in StockRecord.objects.order_by("product__upc")],
            "orders": [_order(order) for order in Order.objects.order_by("pk")],
            "inbox": {path.name: path.read_text("utf-8") for path in sorted(Path(FileRef.base_path).glob("*.xml"))},
        }
    )


@csrf_exempt
def place(request):
    """Place an order of {lines: [{id, quantity}], delivery}; answers {number}."""
    wanted = json.loads(request.body)
    basket = Basket.objects.create()
    basket.strategy = Selector().strategy()
    for line in wanted["lines"]:
        basket.add_product(Product.objects.get(upc=line["id"]), line["quantity"])
    cost = Decimal(wanted["delivery"])
    method = FixedPrice(charge_excl_tax=cost, charge_incl_tax=cost)
    charge = method.calculate(basket)
    order = OrderCreator().place_order(
        basket=basket,
        total=OrderTotalCalculator().calculate(basket, charge),
        shipping_method=method,
        shipping_charge=charge,
        shipping_address=_address(),
        guest_email="petrov@example.org",
    )
    basket.submit()
    return JsonResponse({"number": str(order.number)})


@csrf_exempt
def change(request, number):
    """Give the order {status}, if Oscar's pipeline lets it."""
    order = Order.objects.get(number=number)
    order.set_status(json.loads(request.body)["status"])
    return JsonResponse({"status": order.status})


def _category(category):
    parent = category.get_parent()
    return {"id": category.code, "name": category.name, "parent": parent.code if parent else None}


def _card(product):
    return {
        "id": product.upc,
        "name": product.title,
        "public": product.is_public,
        "categories": sorted(category.code for category in product.categories.all()),
        "pictures": product.images.count(),
    }


def _offer(record):
    return {
        "id": record.product.upc,
        "name": record.product.title,
        "price": None if record.price is None else str(record.price),
        "stock": record.num_in_stock,
    }


def _order(order):
    return {
        "number": order.number,
        "status": order.status,
        "total": str(order.total_incl_tax),
        "confirmed": Handout.objects.filter(order=order, status=order.status, confirmed=True).exists(),
        "lines": [{"id": line.product.upc, "quantity": line.quantity} for line in order.lines.order_by("pk")],
    }


def _address():
    russia, _ = Country.objects.get_or_create(
        iso_3166_1_a2="RU", defaults={"printable_name": "Россия", "name": "Россия", "is_shipping_country": True}
    )
    return ShippingAddress.objects.create(
        first_name="Иван", last_name="Петров", line1="ул. Ленина, 1", line4="Москва", postcode="101000", country=russia
    )
