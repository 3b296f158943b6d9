"""Subscribers of the bridge."""
