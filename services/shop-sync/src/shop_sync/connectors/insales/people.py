"""`client` and `shipping_address`: who buys, and where to."""

from typing import Final

from contracts.order import ContactKind, PartyRole
from service_kit.contacts import email_of, phone_of
from shop_sync.connectors.insales.fields import Fields, Raw, attributes_of

_NO_NEWS: Final = frozenset({"created_at", "updated_at"})


def customer_of(client: Fields, shipping: Fields, address: Raw | None, rest: list[Raw]) -> Raw | None:
    """The buyer; name and phone from the address where the client has none."""
    names = {"last_name": "surname", "first_name": "name", "middle_name": "middlename"}
    parts = {ours: client.text(theirs) for ours, theirs in names.items()}
    phone, email = client.text("phone"), client.text("email")
    name = " ".join(part for part in parts.values() if part) or shipping.text("full_name", "name")
    phones = [text for text in dict.fromkeys((phone, shipping.text("phone"))) if text]
    party: Raw = {
        "role": PartyRole.BUYER,
        "outside_id": client.text("id"),
        "name": name,
        **parts,
        "phone": next((digits for text in phones if (digits := phone_of(text))), None),
        "email": email_of(email) if email else None,
        "contacts": _contacts(phones, email),
        "address": address,
    }
    rest += attributes_of(client.items("fields_values"))
    rest += client.rest("client/", _NO_NEWS)
    return party if name or phones or email or party["outside_id"] else None


def address_of(shipping: Fields) -> Raw | None:
    """The address of the delivery."""
    inner = shipping.inner("location")
    parts = {
        "postcode": shipping.text("zip"),
        "country": shipping.text("country"),
        "region": shipping.text("state"),
        "city": shipping.text("city") or inner.text("city"),
        "street": inner.text("street"),
        "house": inner.text("house"),
    }
    line = shipping.text("address")
    text = shipping.text("full_delivery_address")
    if text is None:
        known = (parts["postcode"], parts["region"], parts["city"], line)
        text = ", ".join(part for part in known if part) or None
    elif line and line not in text:
        text = f"{text}; {line}"
    # InSales prefills the country of an address that nobody wrote
    return {"text": text, **parts} if text or any(value for name, value in parts.items() if name != "country") else None


def rest_of_address(shipping: Fields) -> list[Raw]:
    """What of the address has no field of its own."""
    for read in ("id", "surname", "middlename", "formatted_phone", "location"):
        shipping.raw(read)  # said by the other fields, or of no meaning outside the shop
    location = shipping.inner("location")
    for read in ("city", "street", "house"):
        location.raw(read)
    return [
        *attributes_of(shipping.items("fields_values")),
        *location.rest("shipping_address/location/"),
        *shipping.rest("shipping_address/", _NO_NEWS),
    ]


def _contacts(phones: list[str], email: str | None) -> list[Raw]:
    found: list[Raw] = [{"kind": ContactKind.PHONE, "value": phone} for phone in phones]
    return found + ([{"kind": ContactKind.EMAIL, "value": email}] if email else [])
