"""Settings of the bridge."""

from service_kit.settings import Settings


class BridgeSettings(Settings):
    """`seed_demo` fills in the demo account at the start; never set it on an installation with real accounts."""

    port: int = 8110
    mongo_database: str = "platform_bridge"
    seed_demo: bool = False
