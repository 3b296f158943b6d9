"""Settings of post-tracker: those of the kit, with its own port and database."""

from service_kit.settings import Settings


class PostTrackerSettings(Settings):
    """Environment of post-tracker."""

    port: int = 8104
    mongo_database: str = "post_tracker"
