"""Settings of post-tracker: those of the kit, with its own port and database."""

from service_kit.settings import Settings


class PostTrackerSettings(Settings):
    """Environment of post-tracker. `post_address` is where both services of «Почта России» are."""

    port: int = 8104
    mongo_database: str = "post_tracker"
    post_address: str = "https://tracking.russianpost.ru"
