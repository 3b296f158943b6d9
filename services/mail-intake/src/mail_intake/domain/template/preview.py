"""What a template makes of a letter: the order or request, what was found where, what was not and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from mail_intake.domain.letter.reading import Body, Letter, bodies, original_subject
from mail_intake.domain.letter.rows import IN_CELL
from mail_intake.domain.order import (
    Customer,
    DateSource,
    DedupKeys,
    Delivery,
    Item,
    MailLead,
    MailOrder,
    Reading,
    Warn,
)
from mail_intake.domain.profiles.extractor import number_key, origin
from mail_intake.domain.profiles.names import completed, split_options, titled
from mail_intake.domain.profiles.profile import common
from mail_intake.domain.template.lines import Line, lines_of
from mail_intake.domain.template.matching import Match, match
from mail_intake.domain.template.syntax import ITEM_FIELDS, Kind, Template, placeholder
from mail_intake.domain.values.dates import date_of
from mail_intake.domain.values.money import Money, money_currency, money_of, quantity_of
from service_kit.contacts import email_of

_REQUIRED = {"number", "item.name"}


@dataclass(frozen=True, slots=True)
class FieldOutcome:
    """One placeholder of the template: its value and the letter's line, or why there is none (a key of the texts)."""

    field: str
    value: str | None
    line: str | None
    """Line of the letter that the value stands in, or that nearly fits."""
    template_line: int | None = None
    why: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """Outcome of one template on one letter; `ok` when nothing required is missing."""

    reading: Reading
    fields: tuple[FieldOutcome, ...]
    lines: tuple[str, ...]
    """The canonical text, the subject first: what placeholders are put into."""
    filled: int

    @property
    def ok(self) -> bool:
        """Whether the letter can become an order or request."""
        result = self.reading.result
        return not (result.missing if isinstance(result, MailOrder | MailLead) else True)


@dataclass(frozen=True, slots=True)
class Trial:
    """One letter of a trial."""

    subject: str
    sender: str
    date: datetime | None
    preview: Preview


def preview(template: Template, letter: Letter) -> Preview:
    """What `template` makes of `letter`; of its texts (HTML, plain) the one that more is found in.

    Raises DataError: letter_text_too_large, template_too_slow.
    """
    found = [_of_body(template, letter, body) for body in bodies(letter)]
    return max(found, key=lambda outcome: (outcome.ok, outcome.filled))


def best(templates: Sequence[Template], letter: Letter) -> tuple[int, Preview]:
    """Of several templates the one that fits with the most fields, the first on ties; its place and outcome."""
    outcomes = [preview(template, letter) for template in templates]
    place = max(range(len(outcomes)), key=lambda number: (outcomes[number].ok, outcomes[number].filled, -number))
    return place, outcomes[place]


def trial(template: Template, letters: Sequence[Letter]) -> list[Trial]:
    """The template on letters that came before: none of them becomes an order."""
    found = []
    for letter in letters:
        outcome = preview(template, letter)
        found.append(Trial(outcome.reading.origin.subject, letter.sender.email, letter.date, outcome))
    return found


def _of_body(template: Template, letter: Letter, body: Body) -> Preview:
    lines = lines_of(original_subject(letter, body), body.rows)
    found = match(template, lines)
    result = _order(found, letter, body) if template.kind is Kind.ORDER else _lead(found, letter)
    number = result.number if isinstance(result, MailOrder) else None
    keys = DedupKeys(letter.message_id, ("template", number_key(number)) if number else None)
    return Preview(
        reading=Reading(result, origin(letter, body), keys, "template" if template.kind is Kind.ORDER else "lead"),
        fields=_outcomes(template, found, lines),
        lines=tuple(line.text for line in lines),
        filled=found.filled,
    )


def _outcomes(template: Template, found: Match, lines: Sequence[Line]) -> tuple[FieldOutcome, ...]:
    missed = {name: miss for miss in found.misses for name in miss.line.fields}
    outcomes = []
    for name in template.fields:
        required = name in _REQUIRED
        if name in ITEM_FIELDS:
            values = [item[name] for item in found.items if name in item]
            value, line = ("; ".join(values[:5]) or None), None
        else:
            value = found.values.get(name)
            line = lines[found.places[name]].text if name in found.places else None
        miss = missed.get(name)
        why = None
        if value is None:
            why = "template_line_not_found"
            if miss is not None and miss.near is not None:
                why, line = "template_value_of_other_kind", miss.near
            elif miss is None and not required:
                why = "template_value_absent"
        outcomes.append(FieldOutcome(placeholder(name), value, line, miss.line.number if miss else None, why, required))
    return tuple(outcomes)


def _order(found: Match, letter: Letter, body: Body) -> MailOrder:
    values = found.values
    said = common().said
    items = tuple(_item(item) for item in found.items)
    total, discount, delivery = (_money(values.get(name)) for name in ("total", "discount", "delivery_price"))
    printed = [_money(item.get(name)) for item in found.items for name in ("item.sum", "item.price")]
    told = money_currency(values["currency"]) if "currency" in values else None
    currency = told or next((money.currency for money in (total, delivery, *printed) if money and money.currency), None)
    day = date_of(values["date"], letter.date) if "date" in values else None
    quoted = body.quoted.date if body.quoted is not None else None
    header = quoted or letter.date
    source = DateSource.BODY if day else (DateSource.FORWARD if quoted else DateSource.HEADER)
    return MailOrder(
        number=values.get("number"),
        date=day or (header.date() if header else None),
        date_source=source,
        customer=Customer(said(values.get("name")), said(values.get("phone")), email_of(values.get("email", ""))),
        delivery=Delivery(
            said(values.get("delivery")), _address(values.get("address")), delivery.amount if delivery else None
        ),
        payment=said(values.get("payment")),
        comment=said(values.get("comment")),
        items=items,
        discount=abs(discount.amount) if discount and discount.amount else None,
        total=total.amount if total else None,
        currency=currency,
        warnings=_warnings(items, total, discount, delivery),
    )


def _item(values: dict[str, str]) -> Item:
    name, *more = values.get("item.name", "").split(IN_CELL)
    options: tuple[str, ...] = tuple(part for text in more for part in text.split("; "))
    if "item.options" in values:
        options = tuple(part for text in values["item.options"].split(IN_CELL) for part in split_options(text))
    price, total = _money(values.get("item.price")), _money(values.get("item.sum"))
    item = Item(
        name=name.strip(),
        sku=common().said(values.get("item.sku")),
        options=options,
        qty=quantity_of(values.get("item.qty", "1")) or Decimal(1),
        price=price.amount if price else None,
        sum=total.amount if total else None,
    )
    return completed(item if "item.options" in values else titled(item, common()))


def _lead(found: Match, letter: Letter) -> MailLead:
    values = found.values
    return MailLead(
        date=letter.date,
        name=values.get("name"),
        phone=values.get("phone"),
        email=email_of(values.get("email", "")),
        text=values.get("text"),
        page=values.get("page"),
    )


def _money(text: str | None) -> Money | None:
    return money_of(text) if text else None


def _address(text: str | None) -> str | None:
    return ", ".join(line.strip(" ,") for line in text.split("\n") if line.strip(" ,")) or None if text else None


def _warnings(
    items: Sequence[Item], total: Money | None, discount: Money | None, delivery: Money | None
) -> tuple[Warn, ...]:
    if total is None:
        return ()
    lines = sum((item.sum for item in items if item.sum is not None), Decimal(0))
    expected = lines - abs(discount.amount if discount else Decimal(0)) + (delivery.amount if delivery else Decimal(0))
    return () if abs(expected - total.amount) <= Decimal("0.01") * max(len(items), 1) else (Warn.SUM_DIFFERS,)
