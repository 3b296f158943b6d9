"""Statuses that orders got in the platform: which of them the shop still has to hear."""

from dataclasses import dataclass

from contracts.base import Ref
from contracts.order import OutsideStatus
from contracts.rows.documents import OrderRow


@dataclass(frozen=True, slots=True)
class SentStatus:
    """The shop's word that it was sent last, and the version of the order by then."""

    word: str
    version: int


@dataclass(frozen=True, slots=True)
class NotedStatus:
    """The newest status of an order in the platform; `pending`: the shop has to hear it.

    `sequence` is that of the platform's row, `number` the order's number there.
    """

    outside_id: str
    status: Ref
    sequence: int
    pending: bool
    number: str = ""
    sent: SentStatus | None = None


def noted(row: OrderRow, before: NotedStatus | None, ourselves: str) -> NotedStatus | None:
    """What a row of an order of a shop tells anew; None for a row that is older than what is known.

    `ourselves` is the source of our events: a status that the platform took over from the shop does not go back there.
    """
    if row.origin is None or row.status_ref is None or (before is not None and row.sequence <= before.sequence):
        return None
    known = before is not None and before.status == row.status_ref
    return NotedStatus(
        outside_id=row.origin.outside_id,
        status=row.status_ref,
        sequence=row.sequence,
        pending=row.status_set_by != ourselves and (before.pending if before is not None and known else True),
        number=row.number,
        sent=before.sent if before is not None else None,
    )


def words_of_shop(
    status: OutsideStatus | None, version: int, sent: SentStatus | None, *, loaded: bool
) -> tuple[str, ...]:
    """What the shop calls the status that the order has there now, as far as we know: its code, its text.

    That is what it was sent last, unless the order came from the shop again since then with its status (`loaded`).
    """
    if sent is not None and not (loaded and version > sent.version):
        return (sent.word,)
    return tuple(word for word in (status.code, status.text) if word) if status is not None else ()
