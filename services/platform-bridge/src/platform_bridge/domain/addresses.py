"""Postal addresses as one line of text."""

from contracts.order import Address


def address_text(address: Address | None) -> str | None:
    """The address as it was written, else its parts from the country down to the flat."""
    if address is None:
        return None
    parts = (
        address.postcode,
        address.country,
        address.region,
        address.district,
        address.city,
        address.locality,
        address.street,
        address.house,
        address.building,
        address.flat,
    )
    return address.text or ", ".join(part for part in parts if part) or None
