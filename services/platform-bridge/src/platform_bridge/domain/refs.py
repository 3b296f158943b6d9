"""What an account has of the records that an order may name."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from contracts.base import Ref
from contracts.rows.directory import DirectoryKind

NO_VAT = "none"


@dataclass(frozen=True, slots=True)
class Refs:
    """Live (neither archived nor deleted) records of one account.

    `directories` keep their order of sorting; `products` holds the live variants of each live product among those that
    were asked for; `vat` finds a VAT rate by `vat_key`, `methods` a delivery method by `name_key`; in the statuses of
    `final` an order is over.
    """

    directories: Mapping[DirectoryKind, tuple[Ref, ...]]
    products: Mapping[Ref, frozenset[Ref]]
    vat: Mapping[str, Ref]
    methods: Mapping[str, Ref]
    final: frozenset[Ref] = frozenset()

    def has(self, kind: DirectoryKind, ref: Ref) -> bool:
        """Whether the directory has the entry."""
        return ref in self.directories.get(kind, ())

    def first(self, kind: DirectoryKind) -> Ref | None:
        """The first entry: the default warehouse, the status of new orders."""
        return next(iter(self.directories.get(kind, ())), None)


def name_key(name: str | None) -> str:
    """A name as people compare them: letter case and spaces do not count."""
    return " ".join((name or "").lower().split())


def vat_key(rate: str | Decimal | None) -> str:
    """A rate as shops write it («20», «20%», «Без НДС») or as the directory keeps it, in one form."""
    text = "без ндс" if rate is None else str(rate).strip().rstrip("% ").replace(",", ".").lower()
    try:
        return format(Decimal(text).normalize(), "f")
    except InvalidOperation:
        return NO_VAT if "без" in text else text
