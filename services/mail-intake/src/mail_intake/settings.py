"""Settings of mail-intake: those of the kit, with its own port and database."""

from service_kit.settings import Settings


class MailIntakeSettings(Settings):
    """Environment of mail-intake.

    `mail_authorities` is a PEM file of the authorities that certificates of mail servers are checked against; empty:
    the public ones.
    """

    port: int = 8103
    mongo_database: str = "mail_intake"
    mail_authorities: str = ""
