"""Documents other than orders: made, changed, held («проведены»), given back, deleted."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from contracts.base import AccountId, Ref
from contracts.events.changed import SnapshotKind
from contracts.order import VatMode
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.documents import DocumentLine, DocumentRow, OrderRow
from contracts.rows.goods import ProductRow
from platform_bridge.app.hold_documents import HoldDocuments, debts
from platform_bridge.app.ledger import Fields, Ledger, Page
from platform_bridge.app.ports import PlatformPort
from platform_bridge.domain.document_checks import check_allocations, check_lines
from platform_bridge.domain.documents import INCOMING, MONEY, summed
from platform_bridge.domain.kinds import tombstone
from platform_bridge.domain.orders import CURRENCY
from service_kit.errors import DataError
from service_kit.ids import new_id
from service_kit.problems import Problem

_DOCUMENTS = SnapshotKind.DOCUMENTS
_OF_THE_ORDER = ("counterparty_ref", "organization_ref", "currency", "vat_mode")


class KeepDocuments:
    """A held document is not changed: it must be given back («отменить проведение») before.

    All methods raise DataError `…_unknown` for what the account has not, `document_…` and `allocation_…` with the line;
    Problem 409 `document_held` or `document_not_held`, 412 `record_changed`.
    """

    def __init__(self, ledger: Ledger, platform: PlatformPort) -> None:
        self._ledger = ledger
        self._platform = platform
        self._holding = HoldDocuments(platform)

    async def add(self, account: AccountId, fields: Fields, *, hold: bool = False) -> DocumentRow:
        """Make a document with the next number of its type; `fields` as `api.document_schemas` has them."""
        ref, kind = Ref(new_id()), fields["type"]
        number = fields.get("number") or await self._platform.next_document_number(account, kind)

        async def body(page: Page) -> DocumentRow:
            row = await self._filled(page, DocumentRow(ref=ref, sequence=0, type=kind, number=number), fields)
            if hold:
                row = await self._holding.hold(page, row)
            (kept,) = await page.keep(_DOCUMENTS, row)
            return kept

        return await self._ledger.write(account, body)

    async def replace(self, account: AccountId, ref: str, fields: Fields, expected: int | None) -> DocumentRow:
        """Put other content into a document that is not held; type and, unless given, number and date stay."""

        async def body(page: Page) -> DocumentRow:
            old = await self._open(page, ref, expected)
            blank = DocumentRow(
                ref=old.ref,
                sequence=old.sequence,
                type=old.type,
                number=fields.get("number") or old.number,
                date=old.date,
            )
            (kept,) = await page.keep(_DOCUMENTS, await self._filled(page, blank, fields))
            return kept

        return await self._ledger.write(account, body)

    async def hold(self, account: AccountId, ref: str, expected: int | None) -> DocumentRow:
        """Hold a document: stock, reserves and payments follow it."""

        async def body(page: Page) -> DocumentRow:
            row = await self._open(page, ref, expected)
            (kept,) = await page.keep(_DOCUMENTS, await self._holding.hold(page, row))
            return kept

        return await self._ledger.write(account, body)

    async def give_back(self, account: AccountId, ref: str, expected: int | None) -> DocumentRow:
        """Undo the holding."""

        async def body(page: Page) -> DocumentRow:
            row: DocumentRow = await page.found(_DOCUMENTS, ref, expected)
            if not row.held:
                raise Problem(409, "document_not_held", number=row.number)
            (kept,) = await page.keep(_DOCUMENTS, await self._holding.give_back(page, row))
            return kept

        return await self._ledger.write(account, body)

    async def delete(self, account: AccountId, ref: str, expected: int | None) -> None:
        """Delete a document that is not held."""

        async def body(page: Page) -> None:
            await page.keep(_DOCUMENTS, tombstone(_DOCUMENTS, await self._open(page, ref, expected)))

        await self._ledger.write(account, body)

    async def _open(self, page: Page, ref: str, expected: int | None) -> DocumentRow:
        row: DocumentRow = await page.found(_DOCUMENTS, ref, expected)
        if row.held:
            raise Problem(409, "document_held", number=row.number)
        return row

    async def _filled(self, page: Page, blank: DocumentRow, fields: Fields) -> DocumentRow:
        """The document with its fields, lines and sums, checked."""
        order = await page.found(SnapshotKind.ORDERS, fields["based_on"]) if fields.get("based_on") else None
        given = dict(fields) if order is None else _from_order(blank, fields, order)
        await page.check(_DOCUMENTS, given)
        plain = {
            name: value
            for name, value in given.items()
            if name in DocumentRow.model_fields and name not in ("type", "number", "lines") and value is not None
        }
        row = DocumentRow.model_validate({"date": page.now, **blank.model_dump(exclude_none=True), **plain})
        row = await self._with_defaults(page, row)
        lines = await self._lines(page, row, given.get("lines") or ())
        row = row.model_copy(update={"lines": lines})
        await _check_links(page, row)
        check_lines(row, await self._platform.known_refs(page.account, _products(lines), page.unit.session))
        row = summed(row, await _rates(page, lines))
        check_allocations(row, await debts(page, row))
        return row

    async def _with_defaults(self, page: Page, row: DocumentRow) -> DocumentRow:
        kind = DirectoryKind.ORGANIZATION
        organization = row.organization_ref or await self._platform.first_entry(page.account, kind, page.unit.session)
        own = await page.find(SnapshotKind.DIRECTORIES, organization) if organization else None
        without_vat = isinstance(own, DirectoryRow) and own.vat_accounting is False
        return row.model_copy(
            update={
                "organization_ref": organization,
                "currency": row.currency or CURRENCY,
                "vat_mode": row.vat_mode or (VatMode.NONE if without_vat else VatMode.INCLUDED),
            }
        )

    async def _lines(
        self, page: Page, row: DocumentRow, given: Iterable[Mapping[str, Any]]
    ) -> tuple[DocumentLine, ...]:
        """Lines with names and VAT rates of their products where nothing else was given."""
        wanted = list(given)
        refs = {line["product_ref"] for line in wanted if line.get("product_ref")}
        cards: dict[str, ProductRow] = await page.some(SnapshotKind.PRODUCTS, refs)
        lines = []
        for number, line in enumerate(wanted, start=1):
            card = cards.get(line.get("product_ref") or "")
            known = {"name": card.name, "vat_ref": card.vat_ref} if card else {}
            named = {name: value for name, value in line.items() if value is not None}
            content = {"price": Decimal(0), "sum": Decimal(0), **known, **named}
            if not content.get("name"):
                raise DataError("document_line_without_name", line=number)
            lines.append(DocumentLine.model_validate({"ref": f"{row.ref}-{number}", "number": number, **content}))
        return tuple(lines)


def _from_order(blank: DocumentRow, fields: Fields, order: OrderRow) -> dict[str, Any]:
    """What a document that is based on an order takes from it; given fields win."""
    taken: dict[str, Any] = {name: getattr(order, name) for name in _OF_THE_ORDER}
    if blank.type in INCOMING:
        debt = max((order.total or Decimal(0)) - (order.paid or Decimal(0)), Decimal(0))
        total = fields.get("total") or debt
        taken |= {"total": total, "allocations": [{"document_ref": order.ref, "sum": min(total, debt)}] if debt else []}
    elif blank.type not in MONEY:
        names = ("name", "quantity", "price", "discount", "product_ref", "variant_ref", "vat_ref", "store_ref")
        taken["lines"] = [{name: getattr(line, name) for name in names} for line in order.lines]
    named = {name: value for name, value in fields.items() if value not in (None, (), [])}
    return {**taken, **named, "links": list(dict.fromkeys([order.ref, *(fields.get("links") or ())]))}


def _products(lines: Iterable[DocumentLine]) -> set[Ref]:
    return {line.product_ref for line in lines if line.product_ref is not None}


async def _check_links(page: Page, row: DocumentRow) -> None:
    known = {
        **await page.some(SnapshotKind.ORDERS, row.links),
        **await page.some(_DOCUMENTS, row.links),
    }
    for place, link in enumerate(row.links, start=1):
        if link not in known:
            raise DataError("document_link_missing", line=place)


async def _rates(page: Page, lines: Iterable[DocumentLine]) -> dict[Ref, Decimal]:
    refs = {line.vat_ref for line in lines if line.vat_ref is not None}
    entries: dict[str, DirectoryRow] = await page.some(SnapshotKind.DIRECTORIES, refs)
    return {entry.ref: entry.rate for entry in entries.values() if entry.rate is not None}
