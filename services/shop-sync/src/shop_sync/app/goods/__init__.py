"""Goods out of the platform: which they are, what of them changed, and how a shop gets them."""
