"""Goods of a shop of InSales by its API."""
