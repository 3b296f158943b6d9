"""What tests read of the shop and do in it: JSON over loopback, the same as that of the other shop."""

import json
from pathlib import Path

from cml.conf import settings
from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt

from glue.models import Category, Good, Offer, Order


def state(_request):
    """Everything the shop holds: categories, goods, orders, files it was sent and did not import."""
    return JsonResponse(
        {
            "categories": [
                {"id": one.uid, "name": one.name, "parent": one.parent_id} for one in Category.objects.order_by("uid")
            ],
            "cards": [
                {"id": one.uid, "name": one.name, "categories": sorted(one.categories)}
                for one in Good.objects.order_by("uid")
            ],
            "offers": [
                {"id": one.uid, "name": one.name, "price": str(one.price), "stock": one.stock}
                for one in Offer.objects.order_by("uid")
            ],
            "orders": [
                {"number": str(one.number), "lines": one.lines, "confirmed": one.confirmed}
                for one in Order.objects.order_by("number")
            ],
            "inbox": {
                path.name: path.read_text("utf-8") for path in sorted(Path(settings.CML_UPLOAD_ROOT).glob("*.xml"))
            },
        }
    )


@csrf_exempt
def place(request):
    """Place an order of {lines: [{id, quantity}], delivery}; answers {number}."""
    wanted = json.loads(request.body)
    order = Order.objects.create(lines=wanted["lines"], delivery=wanted["delivery"])
    return JsonResponse({"number": str(order.number)})
