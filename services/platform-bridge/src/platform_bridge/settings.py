"""Settings of the bridge."""

from pydantic import field_validator

from service_kit.settings import Settings


class BridgeSettings(Settings):
    """`seed_demo` fills in the demo account at the start; never set it on an installation with real accounts.

    `public_url` is the address under which the world reaches the gateway: pictures of products are fetched there.
    """

    port: int = 8110
    mongo_database: str = "platform_bridge"
    seed_demo: bool = False
    public_url: str = "http://127.0.0.1:8080"

    @field_validator("public_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        return url.rstrip("/")
