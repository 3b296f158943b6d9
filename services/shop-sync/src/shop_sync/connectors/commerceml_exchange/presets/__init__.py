"""Shops whose exchange is known, as data: one widget each, one connector underneath."""

from shop_sync.connectors.commerceml_exchange.presets.preset import Preset, load

__all__ = ["Preset", "load"]
