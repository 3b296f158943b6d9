"""Goods of the platform inside a service: the replica, and the matching of outside lines to products."""
