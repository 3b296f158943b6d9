"""Settings of post-tracker: those of the kit, with its own port and database."""

from typing import Annotated

from pydantic import Field

from post_tracker.connectors.pochta.client import ADDRESS
from service_kit.settings import Settings


class PostTrackerSettings(Settings):
    """Environment of post-tracker.

    `pochta_address` is where both tracking services of the post are; `pochta_per_ticket` numbers go into one ticket:
    answers of 3,000, which the post allows, are known to fail because of their size.
    """

    port: int = 8104
    mongo_database: str = "post_tracker"
    pochta_address: str = ADDRESS
    pochta_per_ticket: Annotated[int, Field(ge=1, le=3000)] = 500
