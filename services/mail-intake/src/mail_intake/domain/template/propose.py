"""A template suggested from one letter: what is recognised in it becomes placeholders, its owner corrects the rest."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from mail_intake.domain.leads.extractor import lead_role
from mail_intake.domain.letter.reading import Body, Letter, bodies, original_subject
from mail_intake.domain.letter.rows import IN_CELL, Row, shown
from mail_intake.domain.order import Item
from mail_intake.domain.profiles.facts import Facts
from mail_intake.domain.profiles.items import find_items, measure_of
from mail_intake.domain.profiles.profile import ENGINES, Profile, common, label_key, profile
from mail_intake.domain.template.lines import SUBJECT, key_of, lines_of, normal
from mail_intake.domain.template.preview import Preview, preview
from mail_intake.domain.template.syntax import LEAD_FIELDS, LONG_FIELDS, Kind, Template, placeholder, read_template
from mail_intake.domain.values.money import money_of, quantity_of, quantity_text
from service_kit.errors import DataError

_FIELDS: Final[Mapping[str, str]] = {
    "number": "number",
    "date": "date",
    "name": "name",
    "phone": "phone",
    "email": "email",
    "address": "address",
    "shipping_address": "address",
    "delivery": "delivery",
    "delivery_price": "delivery_price",
    "payment": "payment",
    "comment": "comment",
    "discount": "discount",
    "total": "total",
}
_OPTIONAL: Final = frozenset(
    {"comment", "discount", "delivery_price", "delivery", "payment", "email", "address", "phone"}
)
_NUMBERED: Final = re.compile(r"^\d{1,3}[.)] ")
_SIGNS: Final = re.compile(r"[^\w\s{}]*\s*")
"""What parts a number from the words behind it."""
_LABELLED: Final = re.compile(r"^(?P<label>[^:|]{1,60}?)(?:: ?\| |: | \| | - )(?P<value>.+)$")
_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]*\}\}")
_VALUES: Final = re.compile(r"\d[\d ]*(?:[.,]\d+)?(?: ?(?:руб\.?|р\.|₽|RUB))?", re.IGNORECASE)
_DATE: Final = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2} [А-Яа-яЁёA-Za-z]{3,9}\.? \d{4}(?: г\.?)?"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A template, and what it gives for the letter it was made of; `template` is None when too little was found.

    `lines` are those of the letter, the subject first: fields that are not found are marked in them by hand.
    """

    text: str
    template: Template | None
    preview: Preview | None
    missing: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def propose(letter: Letter, kind: Kind = Kind.ORDER) -> Proposal:
    """A template for letters like `letter`.

    What the proposal lacks is named by `missing` (placeholders that a template must have); its text is still a start.
    """
    best: Proposal | None = None
    for body in bodies(letter):
        subject = original_subject(letter, body)
        outcome = _checked(_Proposing(body, subject, kind).lines(), letter, kind)
        if best is None or _rank(outcome) > _rank(best):
            best = replace(outcome, lines=tuple(line.text for line in lines_of(subject, body.rows)))
    assert best is not None  # noqa: S101 - a letter has at least one text
    return best


def _rank(proposal: Proposal) -> tuple[bool, int]:
    return proposal.preview is not None and proposal.preview.ok, proposal.preview.filled if proposal.preview else 0


def _checked(lines: list[str], letter: Letter, kind: Kind) -> Proposal:
    """The lines as a template that reads its own letter: a line that does not is left out."""
    text = "\n".join(lines)
    for _ in range(len(lines)):
        try:
            template = read_template(text, kind)
        except DataError as error:
            bad = error.details.get("line")
            if isinstance(bad, int) and 0 < bad <= len(lines):
                lines.pop(bad - 1)
                text = "\n".join(lines)
                continue
            needs = {"template_needs_number": ("number",), "template_needs_items": ("item.name", "item.price")}
            return Proposal(text, None, None, needs.get(error.key, ()))
        outcome = preview(template, letter)
        return Proposal(text, template, outcome)
    return Proposal(text, None, None)


class _Proposing:
    def __init__(self, body: Body, subject: str, kind: Kind) -> None:
        self._rows = body.rows
        self._subject = subject
        self._kind = kind
        self._seen: set[str] = set()
        self._profile: Profile = common()

    def lines(self) -> list[str]:
        if self._kind is Kind.LEAD:
            return self._lead_lines()
        found = find_items(self._rows, self._profile)
        facts = Facts(self._rows, found.used, self._profile).read()
        by_row: dict[int, list[tuple[str, str]]] = {}
        for fact in facts.facts:
            name = _FIELDS.get(fact.role)
            if name is None or (name == "total" and fact.money is None):
                continue
            value = next((shown(line) for line in fact.lines), "")
            if fact.money is not None and name in {"total", "discount", "delivery_price"}:
                value = self._amount_text(fact.at, value)
            by_row.setdefault(fact.at, []).append((name, value))
        later_total = [at for at, facts_here in by_row.items() if any(name == "total" for name, _ in facts_here)]
        lines = [self._subject_line()]
        items_done = False
        for at, row in enumerate(self._rows):
            if at in found.used:
                if not items_done and found.items:
                    lines.extend(self._items(sorted(found.used), found.items))
                    items_done = True
                continue
            wanted = [pair for pair in by_row.get(at, []) if pair[0] != "total" or at == max(later_total)]
            lines.extend(self._row(at, row, wanted))
        return [line for line in lines if line]

    def _subject_line(self) -> str:
        match = next((found for pattern in _subjects() if (found := pattern.search(self._subject))), None)
        if match is None or not match["number"]:
            return ""
        self._seen.add("number")
        start = match.start("number")
        if self._subject[start] == "№":
            start += 1
        elif self._subject[start - 1 : start] == "#":
            start -= 1
        head = _DATE.sub("{{*}}", self._subject[:start])
        tail = _SIGNS.match(self._subject, match.end("number"))
        signs = tail[0] if tail is not None else ""
        rest = self._subject[match.end("number") + len(signs) :]
        return f"{SUBJECT}{head}{placeholder('number')}{signs}" + ("{{*}}" if rest.strip() else "")

    def _row(self, at: int, row: Row, wanted: list[tuple[str, str]]) -> list[str]:
        cells = [normal(IN_CELL.join(shown(line) for line in cell.lines)).strip() for cell in row.cells]
        fields = []
        for name, value in wanted:
            if name in self._seen or not value:
                continue
            part = _DATE.search(value) if name == "date" else None
            place = self._put(cells, name, normal(part[0] if part else value).strip())
            if place is not None:
                fields.append(name)
                self._seen.add(name)
        if not fields:
            return self._below(at, " | ".join(cells), wanted)
        if len(cells) > 1:
            cells = ["{{*}}" if money_of(cell) is not None else cell for cell in cells]
        made = normal(" | ".join(cells)).strip(" ")
        optional = all(name in _OPTIONAL for name in fields)
        if not _PLACEHOLDER.sub("", made).strip(" |⏎"):
            head = normal(self._rows[at - 1].text).strip() if at else ""
            return ["{{?}}" + head, made + "{{/?}}"] if optional else [head, made]
        return ["{{?}}" + made + "{{/?}}"] if optional else [made]

    @staticmethod
    def _put(cells: list[str], name: str, value: str) -> int | None:
        """Put a placeholder where `value` stands; gives the cell, None when it stands nowhere."""
        for number in reversed(range(len(cells))):
            cell = cells[number]
            place = cell.rfind(value)
            if place < 0 or (place > 0 and cell[place - 1].isalnum()) or "{{" in cell[place:]:
                continue
            tail = cell[place + len(value) :]
            if tail.strip() and name not in {"total", "discount", "delivery_price"}:
                tail = "" if name in LONG_FIELDS else tail[: len(tail) - len(tail.lstrip(" ,;."))] + "{{*}}"
            if tail.startswith("{{"):
                continue
            cells[number] = cell[:place] + placeholder(name) + tail
            return number
        return None

    def _below(self, at: int, text: str, wanted: list[tuple[str, str]]) -> list[str]:
        """A label whose value is the next line."""
        if at + 1 >= len(self._rows) or not wanted:
            return []
        below = normal(self._rows[at + 1].text).strip()
        for name, value in wanted:
            if name not in self._seen and value and normal(value).strip() == below and name != "comment":
                self._seen.add(name)
                return [text, placeholder(name)]
        return []

    def _amount_text(self, at: int, label: str) -> str:
        """The printed amount of a row of money: the last one."""
        amounts = [
            shown(line) for cell in self._rows[at].cells for line in cell.lines if money_of(shown(line)) is not None
        ]
        if amounts:
            return amounts[-1]
        text = self._rows[at].text
        return text.rpartition(":")[2].strip() if ":" in text else label

    def _items(self, used: Sequence[int], items: Sequence[Item]) -> list[str]:
        """The heading row as it is, and the rows of one item with placeholders: of one that has options, if any has."""
        item = next((item for item in items if item.options), items[0])
        first = next((at for at in used if _has_name(self._rows[at], item)), None)
        if first is None:
            return []
        if len(self._rows[first].cells) > 1:
            head = [normal(self._rows[used[0]].text).strip()] if first != used[0] else []
            return [*head, "{{#items}}" + self._item_line(self._rows[first], item) + "{{/items}}"]
        last = next((at for at in range(first, len(self._rows)) if measure_of(self._rows[at].text)), None)
        if last is None or last - first > 8 or not set(range(first, last + 1)) <= set(used):
            return []
        lines = [self._text_line(at, item, first, last) for at in range(first, last + 1)]
        lines = list(dict.fromkeys(lines))
        return (
            ["{{#items}}" + lines[0], *lines[1:-1], lines[-1] + "{{/items}}"]
            if len(lines) > 1
            else ["{{#items}}" + lines[0] + "{{/items}}"]
        )

    def _text_line(self, at: int, item: Item, first: int, last: int) -> str:
        """A line of an item in a text letter: name, options, or «quantity x price = sum»."""
        text = normal(self._rows[at].text).strip()
        if at == first:
            text = re.sub(r"^\d{1,3}(?=[.)] )", "{{*}}", text)
            for name, value in (("item.name", item.name), ("item.sku", item.sku)):
                if value:
                    text = text.replace(value, placeholder(name), 1)
            if item.options and at == last:
                text = re.sub(
                    r" ?\(" + re.escape(", ".join(item.options)) + r"\)", "{{?}} ({{item.options}}){{/?}}", text
                )
        elif at < last:
            return "{{?}}" + placeholder("item.options") + "{{/?}}"
        if at == last:
            text = self._measure_line(text, item)
        return text

    @staticmethod
    def _measure_line(text: str, item: Item) -> str:
        for value in sorted(_VALUES.findall(text), key=len, reverse=True):
            money = money_of(value)
            if money is None:
                continue
            for name, amount in (("item.sum", item.sum), ("item.price", item.price)):
                if (
                    placeholder(name) not in text
                    and money.amount == amount
                    and not (name == "item.sum" and "=" not in text)
                ):
                    text = text[::-1].replace(value[::-1], placeholder(name)[::-1], 1)[::-1]
                    break
        return re.sub(
            rf"(?<![\w{{.,]){re.escape(quantity_text(item.qty))}(?![\w}}.,]*\}}\}})(?=\W|$)",
            placeholder("item.qty"),
            text,
            count=1,
        )

    def _item_line(self, row: Row, item: Item) -> str:
        """A row of an item: cells become placeholders, units and what varies else stays or becomes `{{*}}`."""
        cells: list[str] = []
        seen: set[str] = set()
        for cell in row.cells:
            text = IN_CELL.join(shown(line) for line in cell.lines)
            name = self._item_field(text, cell.first, item, seen)
            if name is None and measure_of(text) is not None:
                cells.append(self._measure_line(normal(text).strip(), item))
                seen.update({"item.price", "item.qty"})
                continue
            if name is None:
                cells.append("{{*}}" if text.strip() else "")
                continue
            seen.add(name)
            unit = ""
            if name == "item.qty" and (match := re.search(r"\s*[^\d\s.,][\w.]*$", text)):
                unit = match[0]
            cells.append(placeholder(name) + unit)
        return " | ".join(cells).strip(" |")

    def _item_field(self, text: str, first: str, item: Item, seen: set[str]) -> str | None:
        if "item.name" not in seen and first and item.name and key_of(first).startswith(key_of(item.name)[:40]):
            return "item.name"
        if item.sku and "item.sku" not in seen and text == item.sku:
            return "item.sku"
        money = money_of(text)
        if "item.qty" not in seen and quantity_of(text) == item.qty and (money is None or money.currency is None):
            return "item.qty"
        if money is not None and "item.price" not in seen and money.amount == item.price:
            return "item.price"
        if money is not None and "item.sum" not in seen and money.amount == item.sum:
            return "item.sum"
        return None

    def _lead_lines(self) -> list[str]:
        lines = []
        texts = [normal(row.text).strip() for row in self._rows]
        for text, below in zip(texts, [*texts[1:], ""], strict=True):
            match = _LABELLED.match(text)
            role = lead_role(match["label"] if match else text)
            if role not in LEAD_FIELDS or role in self._seen or (match is None and (not below or lead_role(below))):
                continue
            self._seen.add(role)
            if match is not None:
                lines.append("{{?}}" + text[: match.start("value")] + placeholder(role) + "{{/?}}")
            else:
                lines.extend([text, placeholder(role)])
        return lines


@lru_cache(maxsize=1)
def _subjects() -> tuple[re.Pattern[str], ...]:
    """How all engines print the number into the subject."""
    found = [pattern for engine in ENGINES for pattern in profile(engine).subject if "number" in pattern.groupindex]
    usual = common().subject
    return tuple(sorted(dict.fromkeys(found), key=lambda pattern: (pattern in usual, -len(pattern.pattern))))


def _has_name(row: Row, item: Item) -> bool:
    wanted = label_key(item.name)[:40]
    return any(cell.lines and _NUMBERED.sub("", label_key(cell.first)).startswith(wanted) for cell in row.cells)
