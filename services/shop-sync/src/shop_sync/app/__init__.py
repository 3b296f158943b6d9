"""Use cases of shop-sync."""
