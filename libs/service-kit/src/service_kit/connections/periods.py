"""The periods that a form offers («Желаемая частота выгрузки», «Желаемая частота загрузки»)."""

import datetime as dt
from enum import StrEnum
from typing import Final


class Period(StrEnum):
    """How often an exchange starts by itself, by the six choices of the guide."""

    MINUTES_15 = "15m"
    MINUTES_30 = "30m"
    HOUR = "1h"
    HOURS_3 = "3h"
    HOURS_12 = "12h"
    HOURS_24 = "24h"

    @property
    def interval(self) -> dt.timedelta:
        """Its length."""
        return _INTERVALS[self]


PERIOD_LABELS: Final = {
    Period.MINUTES_15.value: "15 мин",
    Period.MINUTES_30.value: "30 мин",
    Period.HOUR.value: "1 ч",
    Period.HOURS_3.value: "3 ч",
    Period.HOURS_12.value: "12 ч",
    Period.HOURS_24.value: "24 ч",
}
_INTERVALS: Final = {
    Period.MINUTES_15: dt.timedelta(minutes=15),
    Period.MINUTES_30: dt.timedelta(minutes=30),
    Period.HOUR: dt.timedelta(hours=1),
    Period.HOURS_3: dt.timedelta(hours=3),
    Period.HOURS_12: dt.timedelta(hours=12),
    Period.HOURS_24: dt.timedelta(hours=24),
}
