"""Goods of files into Oscar's catalogue, Oscar's orders into documents.

A good is a product with the file's id as UPC. An offer whose id is "good#characteristic" is a child product, which
makes the good a parent without price and stock of its own. The price is that of the first type of the file.
"""

from cml import items, utils
from django.core.files import File
from django.db import transaction
from oscar.core.loading import get_model

from glue.documents import document
from glue.models import Handout

Category = get_model("catalogue", "Category")
Order = get_model("order", "Order")
Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")
ProductCategory = get_model("catalogue", "ProductCategory")
ProductClass = get_model("catalogue", "ProductClass")
ProductImage = get_model("catalogue", "ProductImage")
StockRecord = get_model("partner", "StockRecord")


class UserDelegate(utils.AbstractUserDelegate):
    """What django-cml2 calls; an error undoes the file and becomes `failure`."""

    @transaction.atomic
    def import_classifier(self, cl):
        for group in cl.groups:
            _category(group, None)

    @transaction.atomic
    def import_catalogue(self, cat):
        kind, _ = ProductClass.objects.get_or_create(name="CommerceML", defaults={"track_stock": True})
        for card in cat.products:
            _product(card, kind)

    @transaction.atomic
    def import_offers(self, off_pack):
        partner, _ = Partner.objects.get_or_create(code="commerceml", defaults={"name": "CommerceML"})
        first = off_pack.price_types[0].uid if off_pack.price_types else None
        for offer in off_pack.offers:
            _stock(offer, first, partner)

    def import_document(self, doc):
        raise NotImplementedError("this shop takes no documents by mode=import")

    @transaction.atomic
    def export_orders(self):
        """Orders that no `mode=success` has confirmed in their present status."""
        confirmed = {(one.order_id, one.status) for one in Handout.objects.filter(confirmed=True)}
        waiting = [order for order in Order.objects.order_by("pk") if (order.pk, order.status) not in confirmed]
        for order in waiting:
            Handout.objects.update_or_create(order=order, defaults={"status": order.status, "confirmed": False})
        return [document(order) for order in waiting]


def _category(group, parent):
    category = Category.objects.filter(code=group.uid).first()
    if category is None:
        new = {"name": group.name, "code": group.uid}
        category = parent.add_child(**new) if parent else Category.add_root(**new)
    elif category.name != group.name:
        category.name = group.name
        category.save()
    for child in group.groups:
        _category(child, category)


def _product(card, kind):
    said = {
        "title": card.name,
        "description": card.desc or "",
        "is_public": card.status is not items.ProductStatus.REMOVED,
    }
    product, _ = Product.objects.update_or_create(
        upc=card.uid, defaults=said, create_defaults={**said, "product_class": kind, "structure": Product.STANDALONE}
    )
    wanted = Category.objects.filter(code__in=card.group_uids or ())
    ProductCategory.objects.filter(product=product).exclude(category__in=wanted).delete()
    for category in wanted:
        ProductCategory.objects.get_or_create(product=product, category=category)
    for place, picture in enumerate(card.images):
        if picture.full_path.exists():
            _picture(product, place, picture.full_path)


def _picture(product, place, path):
    with path.open("rb") as content:
        ProductImage.objects.update_or_create(
            product=product, display_order=place, defaults={"original": File(content, name=path.name)}
        )


def _stock(offer, price_type, partner):
    owner, _, characteristic = offer.product_uid.partition("#")
    product = Product.objects.filter(upc=owner).first()
    if product is None:
        return
    if characteristic:
        product = _variant(product, offer)
    said = {"num_in_stock": offer.stock_count, "partner_sku": offer.product_uid, "price_currency": "RUB"}
    prices = [price.price for price in offer.prices if price.uid == price_type]
    if prices:
        said["price"] = prices[0]
    StockRecord.objects.update_or_create(product=product, partner=partner, defaults=said)


def _variant(parent, offer):
    if not parent.is_parent:
        parent.stockrecords.all().delete()
        parent.structure = Product.PARENT
        parent.save()
    child, _ = Product.objects.update_or_create(
        upc=offer.product_uid, defaults={"title": offer.name, "structure": Product.CHILD, "parent": parent}
    )
    return child
