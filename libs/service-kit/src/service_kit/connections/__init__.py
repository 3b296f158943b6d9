"""Connections: an account's settings for one integration, the same in every service."""
