"""Statuses of orders back to their shops."""
