"""Settings of journal: those of the kit, with its own port and database."""

from service_kit.settings import Settings


class JournalSettings(Settings):
    """Environment of journal."""

    port: int = 8111
    mongo_database: str = "journal"
