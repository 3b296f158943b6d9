"""Indexes of the embedded store. Records of an account are also found by `_id`, which begins with the account."""

from service_kit.files import Files
from service_kit.mongo import Index

INDEXES = (
    *Files.INDEXES,
    Index(
        "orders",
        (("account", 1), ("row.origin.connection", 1), ("row.origin.outside_id", 1)),
        unique=True,
        partial={"row.origin.outside_id": {"$exists": True}},
    ),
    Index("orders", (("account", 1), ("row.number", 1), ("_id", -1))),
    Index("orders", (("account", 1), ("row.status_ref", 1), ("_id", -1))),
    Index("orders", (("account", 1), ("row.counterparty_ref", 1), ("_id", -1))),
    Index("counterparties", (("account", 1), ("keys", 1))),
    Index("counterparties", (("account", 1), ("claims", 1)), unique=True, partial={"claims": {"$exists": True}}),
    Index("counterparties", (("account", 1), ("row.name", 1), ("_id", 1))),
    Index("products", (("account", 1), ("row.name", 1), ("_id", 1))),
    Index("stock", (("account", 1), ("row.product_ref", 1), ("_id", 1))),
    Index("prices", (("account", 1), ("row.product_ref", 1))),
    Index("prices", (("account", 1), ("row.price_type_ref", 1), ("row.product_ref", 1))),
    Index("tickets", (("account", 1), ("row.status_ref", 1), ("_id", -1))),
    Index("tickets", (("account", 1), ("row.counterparty_ref", 1), ("_id", -1))),
    Index("deals", (("account", 1), ("row.status_ref", 1), ("_id", -1))),
    Index("deals", (("account", 1), ("row.counterparty_ref", 1), ("_id", -1))),
    Index("documents", (("account", 1), ("row.type", 1), ("date", 1))),
    Index("documents", (("account", 1), ("row.counterparty_ref", 1), ("_id", -1))),
    Index("documents", (("account", 1), ("row.links", 1))),
    Index("directories", (("account", 1), ("row.kind", 1), ("row.sort", 1))),
    Index("payments", (("account", 1), ("order", 1), ("key", 1)), unique=True),
    Index("payments", (("account", 1), ("document", 1)), partial={"document": {"$exists": True}}),
    Index("catalogue_names", (("account", 1),)),
    Index("catalogue_cards", (("account", 1), ("catalogue", 1), ("run", 1))),
    Index("catalogue_images", (("account", 1),)),
    Index("catalogue_imports", (("account", 1), ("id", -1))),
    Index("catalogue_imports", (("account", 1), ("lease_until", 1)), partial={"pending": True}),
    Index(
        "catalogue_imports",
        (("account", 1), ("request", 1)),
        unique=True,
        partial={"request": {"$exists": True}},
    ),
    Index("users", (("account", 1), ("ref", 1))),
    Index("accounts", (("account", 1),)),
    Index("counters", (("account", 1),)),
    Index("signing_keys", (("account", 1),)),
    Index("snapshots", (("at", 1),), ttl_seconds=14 * 24 * 3600),
    Index("login_attempts", (("last", 1),), ttl_seconds=15 * 60),
    Index("refresh_tokens", (("account", 1), ("family", 1))),
    Index("refresh_tokens", (("expires", 1),), ttl_seconds=0),
)
"""An index with a time to live must have a single field; what it covers is found by `_id`."""
