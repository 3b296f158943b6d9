"""One letter and a profile become an order, whatever the engine."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from mail_intake.domain.letter.reading import Body, Letter, bodies, original_subject
from mail_intake.domain.letter.rows import SEAM, Row
from mail_intake.domain.order import (
    Customer,
    DateSource,
    DedupKeys,
    Delivery,
    Item,
    MailOrder,
    Origin,
    Reading,
    StatusLetter,
    Warn,
)
from mail_intake.domain.profiles.fact import Fact, Loose, amount_of
from mail_intake.domain.profiles.facts import Facts
from mail_intake.domain.profiles.items import Found, find_items
from mail_intake.domain.profiles.people import Party, party
from mail_intake.domain.profiles.profile import Profile, profile
from mail_intake.domain.profiles.totals import Totals, totals
from mail_intake.domain.values.contacts import is_email
from mail_intake.domain.values.dates import date_of
from service_kit.contacts import email_of

_HEAD_ROWS: Final = 8
"""Rows in which a letter tells what it is about."""
_CYRILLIC: Final = re.compile("[А-Яа-яЁё]")
_CURRENCY: Final = ("total", "subtotal", "delivery_price", "discount")


def read_order(letter: Letter, engine: str) -> Reading:
    """What the letter of a shop on `engine` says.

    Raises DataError: mail_engine_unknown. What is absent is named by `MailOrder.missing`.
    """
    chosen = profile(engine)
    best: tuple[int, MailOrder | StatusLetter, Body] | None = None
    for body in bodies(letter, chosen.classes):
        subject = original_subject(letter, body)
        result = _Order(letter, body, subject, chosen).read()
        rank = 100 if isinstance(result, StatusLetter) else _fullness(result)
        if best is None or rank > best[0]:
            best = (rank, result, body)
        if isinstance(result, MailOrder) and not result.missing and result.total is not None:
            break
    assert best is not None  # noqa: S101 - a letter has at least one text
    _, result, body = best
    number = result.number
    return Reading(
        result=result,
        origin=origin(letter, body),
        keys=DedupKeys(letter.message_id, (engine, number_key(number)) if number else None),
        engine=engine,
    )


def origin(letter: Letter, body: Body) -> Origin:
    """Who sent the letter, and who wrote it when it was forwarded."""
    subject = original_subject(letter, body)
    if letter.attached_sender is not None:
        return Origin(letter.sender.email, subject, "attachment", letter.attached_sender.email or None)
    if body.quoted is not None:
        return Origin(letter.sender.email, subject, "inline", body.quoted.sender)
    return Origin(letter.sender.email, subject)


def number_key(number: str) -> str:
    """Form in which numbers of orders are compared: no case, no «#» or «№», no blanks."""
    return "".join(number.split()).casefold().lstrip("#№")


def _fullness(order: MailOrder) -> int:
    return (
        10 * (not order.missing)
        + 3 * bool(order.items)
        + sum(
            value is not None
            for value in (order.number, order.total, order.customer.name, order.customer.phone, order.delivery.address)
        )
    )


@dataclass(slots=True)
class _Order:
    letter: Letter
    body: Body
    subject: str
    profile: Profile

    def read(self) -> MailOrder | StatusLetter:
        rows = self.body.rows
        subject = self._subject()
        if self._is_status(rows):
            return StatusLetter(subject.get("number"), self.subject)
        found = find_items(rows, self.profile)
        facts = Facts(rows, found.used, self.profile, html=self.body.html).read()
        if found.used & facts.taken:  # a comment that looks like a table
            found = Found()
        told = {**subject, **self._text(rows, facts.taken)}
        tail = self._tail(rows, facts, found) if self.profile.tail else {}
        return self._order(found, facts, told, tail)

    # --- what stands outside of labels

    def _subject(self) -> dict[str, str]:
        """Named groups of the subject patterns, the first of a name wins."""
        return _groups(self.profile.subject, self.subject)

    def _text(self, rows: Sequence[Row], taken: set[int]) -> dict[str, str]:
        text = "\n".join(row.text for at, row in enumerate(rows) if at not in taken)
        return _groups(self.profile.text, text)

    def _is_status(self, rows: Sequence[Row]) -> bool:
        """Whether the letter is about an order that exists already."""
        if any(pattern.search(self.subject) for pattern in self.profile.status):
            return not any(pattern.search(self.subject) for pattern in self.profile.new)
        if any(pattern.search(self.subject) for pattern in self.profile.new):
            return False
        head = [row.text for row in rows[:_HEAD_ROWS] if len(row.cells) == 1]
        if any(pattern.search(line) for line in head for pattern in self.profile.new):
            return False
        return any(pattern.search(line) for line in head for pattern in self.profile.status if len(line) < 200)

    def _tail(self, rows: Sequence[Row], facts: Facts, found: Found) -> dict[str, tuple[str, ...]]:
        """Paragraphs below the total by their place, for text letters that print no labels there.

        What looks like a label in them (a comment may say anything) is none: facts of these rows are dropped.
        """
        totals_at = [fact.at for fact in facts.facts if fact.role == "total" and fact.money is not None]
        start = next((at + 1 for at in totals_at if at >= found.end), None)
        if start is None or self.body.html:
            return {}
        while start < len(rows) and amount_of(rows[start].text) is not None:
            start += 1
        blocks = _paragraphs(rows, start)[:-1]  # the shop's name
        places = dict(zip(self.profile.tail, blocks, strict=False))
        comment = blocks[len(self.profile.tail) - 1 :]
        comment_at = comment[0][0] if comment else len(rows)
        if any(fact.role == "delivery" and fact.at < comment_at for fact in facts.facts):
            return {}
        facts.forget(start)
        told = {role: _lines(rows[at:end]) for role, (at, end) in places.items()}
        if comment:
            told[self.profile.tail[-1]] = _lines(rows[comment_at : comment[-1][1]])
        return told

    # --- putting it together

    def _order(
        self, found: Found, facts: Facts, told: Mapping[str, str], tail: Mapping[str, tuple[str, ...]]
    ) -> MailOrder:
        facts_list = facts.facts
        loose = [*facts.loose, *(Loose(name, tail[name], 0) for name in ("billing", "shipping") if name in tail)]
        customer, address = self._people(facts_list, loose, told)
        sums = totals(facts, found.items, self.profile, told)
        day, source = self._date(facts_list, told)
        method = (
            _text_of(facts_list, "delivery") or sums.delivery or told.get("delivery") or _joined(tail.get("delivery"))
        )
        number = _number(_text_of(facts_list, "number")) or _number(told.get("number"))
        warnings = self._warnings(found.items, sums)
        return MailOrder(
            number=number,
            date=day,
            date_source=source,
            customer=customer,
            delivery=Delivery(self.profile.said(method), address, sums.delivery_price),
            payment=self.profile.said(told.get("payment") or _text_of(facts_list, "payment") or sums.payment),
            comment=_comment(facts_list) or self.profile.said("\n".join(tail.get("comment", ()))),
            items=found.items,
            discount=sums.discount,
            total=sums.total,
            currency=self._currency(facts_list, found.items),
            warnings=warnings,
        )

    def _people(
        self, facts: Sequence[Fact], loose: Sequence[Loose], told: Mapping[str, str]
    ) -> tuple[Customer, str | None]:
        known = told.get("name")
        billing, none, shipping = (party(facts, loose, section, known) for section in ("billing", "", "shipping"))
        rest = [party(facts, loose, section, known) for section in ("items", "other")]
        people = [billing, none, *rest, shipping]
        email = _first(people, "email") or email_of(told.get("email", "")) or self._replying()
        customer = Customer(
            told.get("name") if told.get("email") else _first(people, "name") or known, _first(people, "phone"), email
        )
        whole = next((fact for fact in facts if fact.role == "shipping_address"), None)
        if told.get("address"):
            return customer, told["address"]
        if whole is not None and whole.section != "billing":
            return customer, _address([*shipping.address] if whole.section == "shipping" else [*none.address])
        for place in (shipping, none, billing, *rest):
            if place.address:
                return customer, _address(place.address)
        return customer, None

    def _replying(self) -> str | None:
        """Address of the customer where only the headers name it: he replies to what the shop sends."""
        reply = self.letter.reply_to
        if reply is not None and reply.email and reply.email != self.letter.sender.email:
            return reply.email
        return None

    def _date(self, facts: Sequence[Fact], told: Mapping[str, str]) -> tuple[date | None, DateSource]:
        quoted = self.body.quoted
        near = quoted.date if quoted is not None and quoted.date is not None else self.letter.date
        month_first = not _russian(self.body.rows)
        texts = [fact.text for fact in facts if fact.role == "date"]
        texts += [told["date"]] if "date" in told else []
        for text in texts:
            if (day := date_of(text, near, month_first=month_first)) is not None:
                return day, DateSource.BODY
        source = DateSource.HEADER if near is self.letter.date else DateSource.FORWARD
        return (near.date() if near else None), source

    def _currency(self, facts: Sequence[Fact], items: Sequence[Item]) -> str | None:
        for role in _CURRENCY:
            for fact in facts:
                if fact.role == role and fact.money is not None and fact.money.currency:
                    return fact.money.currency
        return _currency_of_rows(self.body.rows) if items else None

    @staticmethod
    def _warnings(items: Sequence[Item], sums: Totals) -> tuple[Warn, ...]:
        found = []
        if not sums.balanced:
            found.append(Warn.SUM_DIFFERS)
        wrong = [
            item
            for item in items
            if item.price is not None
            and item.sum is not None
            and abs(item.price * item.qty - item.sum) > Decimal("0.05") * item.qty
        ]
        if wrong:
            found.append(Warn.LINE_DIFFERS)
        return tuple(found)


def _paragraphs(rows: Sequence[Row], start: int) -> list[tuple[int, int]]:
    """First row and end of every block from row `start`."""
    starts = [at for at in range(start, len(rows)) if at == start or rows[at].block != rows[at - 1].block]
    return list(zip(starts, [*starts[1:], len(rows)], strict=True))


def _lines(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(line for row in rows for cell in row.cells for line in cell.lines)


def _groups(patterns: Iterable[re.Pattern[str]], text: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for pattern in patterns:
        if not any(name not in told for name in pattern.groupindex):
            continue
        match = pattern.search(text)
        if match is not None:
            for name, value in match.groupdict().items():
                if value and value.strip():
                    told.setdefault(name, value.strip())
    return told


def _text_of(facts: Sequence[Fact], role: str) -> str | None:
    return next((fact.text for fact in facts if fact.role == role), None)


def _comment(facts: Sequence[Fact]) -> str | None:
    return next(("\n".join(fact.lines) for fact in facts if fact.role == "comment"), None)


def _joined(lines: Sequence[str] | None) -> str | None:
    return " ".join(line.replace(SEAM, " ") for line in lines) if lines else None


def _number(text: str | None) -> str | None:
    """A number of an order without «№» before and words behind it."""
    if not text:
        return None
    word = text.strip().removeprefix("№").strip().split(" ")[0].strip(".,;:()[]«»\"'")
    return word[:64] if any(character.isdigit() for character in word) or (word.isupper() and len(word) > 4) else None


def _address(parts: Sequence[str]) -> str | None:
    kept = [part.strip(" ,") for part in parts if part.strip(" ,-") and not is_email(part)]
    return ", ".join(kept) or None


def _first(people: Sequence[Party], name: str) -> str | None:
    return next((value for person in people if (value := getattr(person, name))), None)


def _russian(rows: Sequence[Row]) -> bool:
    """Whether most lines are in Russian: an English letter may name people and goods in it."""
    lines = [row.cells[0].first for row in rows if row.cells[0].lines]
    return 2 * sum(_CYRILLIC.search(line) is not None for line in lines) >= len(lines)


def _currency_of_rows(rows: Sequence[Row]) -> str | None:
    for row in rows:
        for cell in row.cells:
            for line in cell.lines:
                money = amount_of(line.replace(SEAM, " "))
                if money is not None and money.currency:
                    return money.currency
    return None
