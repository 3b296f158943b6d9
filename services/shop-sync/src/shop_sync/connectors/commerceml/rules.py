"""What reading needs to know of the connection."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from contracts.order import VatMode


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """`timezone` of the times in the file; `currency` (ISO) where the file has none or an unknown one; VAT mode."""

    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Moscow"))
    currency: str | None = None
    vat_mode: VatMode | None = None
