"""Storage of shop-sync."""
