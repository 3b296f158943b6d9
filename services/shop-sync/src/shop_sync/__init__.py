"""Shop-sync: goods, stock and prices out to online shops, orders in."""

from typing import Final

SERVICE: Final = "shop-sync"
