"""How far a folder is read.

UIDs grow in the order of arrival and never come twice while UIDVALIDITY stays the same (RFC 9051, 2.3.1.1). When it
changes, the UIDs say nothing any more: what came lately is read again, and told apart by Message-ID.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

OVERLAP: Final = dt.timedelta(days=2)
"""How far before the last reading a folder is read again: servers compare days, each in its own time zone."""


@dataclass(frozen=True, slots=True)
class State:
    """What a server tells of an opened folder: `last` is the highest UID that it has given out, 0 for none.

    `exact` is False when the server does not tell it and the last letter's UID stands for it.
    """

    folder: str
    uidvalidity: int
    last: int
    count: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Cursor:
    """All letters up to `uid` are done. `read_at` (UTC) is when the folder was last read to its end.

    Up to `until`, letters that the server took in before the day `since` are passed over; with `again` those letters
    may have been read before, under other UIDs.
    """

    folder: str
    uidvalidity: int
    uid: int
    read_at: dt.datetime
    since: dt.date | None = None
    until: int = 0
    again: bool = False

    @classmethod
    def begin(cls, state: State, now: dt.datetime, since: dt.date | None = None) -> Self:
        """Where the reading of a folder begins: behind its letters, or at those that came on the day `since`."""
        if since is None:
            return cls(state.folder, state.uidvalidity, state.last, now)
        return cls(state.folder, state.uidvalidity, 0, now, since, state.last)

    def resumed(self, state: State) -> Self:
        """The same place, unless it is in another folder or the UIDs are not those of before: then `again`."""
        same = (self.folder, self.uidvalidity) == (state.folder, state.uidvalidity)
        fallen = state.exact and state.last < self.uid  # a copy of the server that is older than our reading
        if same and not fallen:
            return self
        since = (self.read_at - OVERLAP).date()
        if self.passing and self.since is not None:  # the first reading was not over
            since = min(since, self.since)
        return replace(
            self,
            folder=state.folder,
            uidvalidity=state.uidvalidity,
            uid=0,
            since=since,
            until=state.last,
            again=True,
        )

    @property
    def passing(self) -> bool:
        """Whether old letters are still passed over."""
        return self.uid < self.until

    @property
    def rereading(self) -> bool:
        """Whether the next letters may have been read before."""
        return self.again and self.passing

    def at(self, uid: int) -> Self:
        """Moved on to `uid`."""
        return replace(self, uid=max(uid, self.uid))

    def finished(self, uid: int, read_at: dt.datetime) -> Self:
        """Moved on to the end of the folder as it was at `read_at`."""
        return replace(self, uid=max(uid, self.uid), read_at=read_at, since=None, until=0, again=False)

    def as_document(self) -> dict[str, Any]:
        """As JSON takes it; `of_document` reads it back."""
        return {
            "folder": self.folder,
            "uidvalidity": self.uidvalidity,
            "uid": self.uid,
            "read_at": self.read_at.isoformat(),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until,
            "again": self.again,
        }

    @classmethod
    def of_document(cls, document: Mapping[str, Any]) -> Self:
        """The cursor that `as_document` wrote."""
        since = document["since"]
        return cls(
            document["folder"],
            document["uidvalidity"],
            document["uid"],
            dt.datetime.fromisoformat(document["read_at"]),
            dt.date.fromisoformat(since) if since else None,
            document["until"],
            document["again"],
        )
