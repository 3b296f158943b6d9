"""Webhooks of the shop: registered by its API, without a signature, so that they are no more than a hint."""

from typing import Final

from service_kit.connections.store import Connection
from service_kit.errors import DataError
from shop_sync.connectors.insales.client import ShopClient, Shops
from shop_sync.connectors.insales.fields import Fields

TOPICS: Final = ("orders/create", "orders/update")


class InsalesHooks:
    """Port ShopHooks. Webhooks of others stay as they are."""

    def __init__(self, shops: Shops) -> None:
        self._shops = shops

    async def keep(self, connection: Connection, place: str, address: str | None) -> None:
        """One webhook for each topic at `address`, and no other one that begins with `place`."""
        client, _ = await self._shops.open(connection)
        wanted = {(topic, address) for topic in TOPICS} if address else set()
        listed = await client.get("webhooks")
        if not isinstance(listed, list):
            raise DataError("insales_list_unreadable")
        for item in listed:
            hook = Fields(item)
            found = (hook.text("topic") or "", hook.text("address") or "")
            if found in wanted:
                wanted.remove(found)
            elif found[1] == place or found[1].startswith(f"{place}?"):
                await _remove(client, hook.text("id") or "")
        for topic, to in sorted(wanted):
            await client.post("webhooks", {"webhook": {"address": to, "topic": topic, "format_type": "json"}})


async def _remove(client: ShopClient, identity: str) -> None:
    try:
        await client.delete(f"webhooks/{identity}")
    except DataError as error:
        if error.key != "outside_not_found":
            raise
