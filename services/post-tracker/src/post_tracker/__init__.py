"""Parcels of carriers move the statuses of orders."""

from typing import Final

SERVICE: Final = "post-tracker"
"""Name of the service, everywhere."""
