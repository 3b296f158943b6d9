"""What stands under /admin: one module per family of resources, each with its `ROUTES`."""

from typing import Final

from simulators.insales.resources import attributes, groups, images, orders, products, shop, variants
from simulators.insales.routing import Routes

ROUTES: Final[tuple[Routes, ...]] = tuple(
    module.ROUTES for module in (orders, products, variants, images, groups, attributes, shop)
)
