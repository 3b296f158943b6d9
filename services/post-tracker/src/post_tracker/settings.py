"""Settings of post-tracker: those of the kit, with its own port and database."""

from typing import Annotated

import httpx
from pydantic import Field, SecretStr, field_validator

from post_tracker.connectors.pochta.client import ADDRESS
from service_kit.settings import Settings


class PostTrackerSettings(Settings):
    """Environment of post-tracker.

    `pochta_address` is where both tracking services of the post are, `pochta_proxy` (http://[user:password@]host:port)
    what they are called through: from abroad they may refuse. `pochta_per_ticket` numbers go into one ticket: answers
    of 3,000, which the post allows, are known to fail because of their size.
    """

    port: int = 8104
    mongo_database: str = "post_tracker"
    pochta_address: str = ADDRESS
    pochta_proxy: SecretStr = SecretStr("")
    pochta_per_ticket: Annotated[int, Field(ge=1, le=3000)] = 500

    @field_validator("pochta_proxy")
    @classmethod
    def _proxy(cls, given: SecretStr) -> SecretStr:
        if value := given.get_secret_value():
            try:
                url = httpx.URL(value)
            except httpx.InvalidURL:
                url = httpx.URL()
            if url.scheme not in ("http", "https") or not url.host:
                raise ValueError("not http://[user:password@]host:port")
        return given
