"""Where requests of people come from."""

from contracts.base import ConnectionId, Contract, Name


class LeadOrigin(Contract):
    """Where a request came from. `outside_id` is its id there (Message-ID of a letter), `source` names the channel
    («mail»), `title` what a person knows the source by (the subject of the letter).
    """

    service: str
    connection: ConnectionId
    outside_id: str
    source: Name
    title: str | None = None
