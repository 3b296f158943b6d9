"""Shop-sync: goods, stock and prices out to online shops, orders in."""
