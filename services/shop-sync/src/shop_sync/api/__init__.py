"""Routes that shop-sync has beside those of the kit."""
