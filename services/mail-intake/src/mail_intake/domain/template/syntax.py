"""The text of a template becomes lines of literals and placeholders; what is wrong with it is told by its line."""

import itertools
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mail_intake.domain.letter.rows import IN_CELL
from mail_intake.domain.template.lines import key_of, normal
from service_kit.errors import DataError


class Kind(StrEnum):
    """What letters of a template become."""

    ORDER = "order"
    LEAD = "lead"


ORDER_FIELDS: Final = {
    "number": "номер",
    "date": "дата",
    "name": "имя",
    "phone": "телефон",
    "email": "почта",
    "address": "адрес",
    "delivery": "доставка",
    "delivery_price": "стоимость_доставки",
    "payment": "оплата",
    "comment": "комментарий",
    "discount": "скидка",
    "total": "итого",
    "currency": "валюта",
}
"""Placeholders of an order and their Russian names."""
ITEM_FIELDS: Final = {
    "item.name": "товар",
    "item.sku": "артикул",
    "item.options": "характеристики",
    "item.qty": "количество",
    "item.price": "цена",
    "item.sum": "сумма",
}
"""Placeholders of a line of an order."""
LEAD_FIELDS: Final = {"name": "имя", "phone": "телефон", "email": "почта", "text": "текст", "page": "страница"}
"""Placeholders of a request."""
LONG_FIELDS: Final = frozenset({"comment", "address", "text"})
"""Fields whose value may go on over further lines."""
MAX_LINES: Final = 300
MAX_CHARS: Final = 20_000
_TOKEN: Final = re.compile(r"\{\{\s*([#/?*]{0,2}\s*[\w.]*)\s*\}\}")
_MAX_OPTIONAL: Final = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A literal (`field` is None), a placeholder, or `*`: any text."""

    literal: str = ""
    field: str | None = None


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One line: its variants with and without optional pieces, the fullest first."""

    text: str
    number: int
    variants: tuple[tuple[Piece, ...], ...]
    optional: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """Placeholders of the fullest variant, without `*`."""
        return tuple(piece.field for piece in self.variants[0] if piece.field not in {None, "*"})

    @property
    def bare(self) -> bool:
        """Whether the line has no literal to be known by."""
        return not any(piece.literal.strip(" |⏎") for piece in self.variants[0])


@dataclass(frozen=True, slots=True)
class ItemsBlock:
    """Lines that are repeated for every line of the order."""

    lines: tuple[TemplateLine, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read; `text` is as its owner wrote it."""

    text: str
    kind: Kind
    elements: tuple[TemplateLine | ItemsBlock, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """All placeholders, in order."""
        found: list[str] = []
        for element in self.elements:
            lines = element.lines if isinstance(element, ItemsBlock) else (element,)
            found.extend(field for line in lines for field in line.fields)
        return tuple(found)


def read_template(text: str, kind: Kind = Kind.ORDER) -> Template:
    """The template in `text`.

    Raises DataError with `line` (from 1): template_empty, template_too_long, template_field_unknown,
    template_fields_adjacent, template_field_alone, template_field_twice, template_items_broken,
    template_optional_broken, template_field_outside_items, template_needs_number, template_needs_items.
    """
    if len(text) > MAX_CHARS or text.count("\n") > MAX_LINES:
        raise DataError("template_too_long", limit=MAX_LINES)
    reader = _Reader(kind)
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            reader.line(normal(line).strip(), number)
    elements = reader.done()
    template = Template(text, kind, tuple(elements))
    _check(template)
    return template


class _Reader:
    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        names = ORDER_FIELDS if kind is Kind.ORDER else LEAD_FIELDS
        self._fields = {alias: name for name, alias in names.items()} | {name: name for name in names}
        items = ITEM_FIELDS if kind is Kind.ORDER else {}
        self._items = {alias: name for name, alias in items.items()} | {name: name for name in items}
        self._elements: list[TemplateLine | ItemsBlock] = []
        self._block: list[TemplateLine] | None = None
        self._block_at = 0
        self._optional = False

    def line(self, text: str, number: int) -> None:
        shown = text
        begins = re.match(r"\{\{\s*#\s*items\s*\}\}\s*", text)
        if begins:
            if self._block is not None or self._kind is Kind.LEAD:
                raise DataError("template_items_broken", line=number)
            self._block, self._block_at, text = [], number, text[begins.end() :]
        ends = re.search(r"\s*\{\{\s*/\s*items\s*\}\}\s*$", text)
        if ends:
            if self._block is None:
                raise DataError("template_items_broken", line=number)
            text = text[: ends.start()]
        if text.strip():
            self._content(text.strip(), number, shown)
        if ends and self._block is not None:
            if not self._block:
                raise DataError("template_items_broken", line=number)
            self._elements.append(ItemsBlock(tuple(self._block), self._block_at))
            self._block = None

    def done(self) -> list[TemplateLine | ItemsBlock]:
        if self._block is not None:
            raise DataError("template_items_broken", line=self._block_at)
        if self._optional:
            raise DataError("template_optional_broken", line=self._elements[-1].number if self._elements else 1)
        return self._elements

    def _content(self, text: str, number: int, shown: str) -> None:
        """One line without its items marks."""
        whole = re.fullmatch(r"\{\{\s*\?\s*\}\}(?P<inside>.*)\{\{\s*/\s*\?\s*\}\}", text)
        optional = self._optional
        if whole and "{{?}}" not in whole["inside"].replace(" ", ""):
            text, optional = whole["inside"], True
        elif re.match(r"\{\{\s*\?\s*\}\}", text) and not re.search(r"\{\{\s*/\s*\?\s*\}\}", text):
            text, optional, self._optional = re.sub(r"^\{\{\s*\?\s*\}\}", "", text), True, True
        elif self._optional and re.search(r"\{\{\s*/\s*\?\s*\}\}$", text):
            text, self._optional = re.sub(r"\{\{\s*/\s*\?\s*\}\}$", "", text), False
        if not text.strip() or re.fullmatch(r"\{\{\s*\*\*\s*\}\}", text):
            return
        variants = self._variants(text.strip(), number)
        line = TemplateLine(shown, number, variants, optional)
        if self._block is not None:
            self._block.append(line)
            return
        if line.bare and not self._after_literal():
            raise DataError("template_field_alone", line=number, text=shown)
        self._elements.append(line)

    def _after_literal(self) -> bool:
        last = self._elements[-1] if self._elements else None
        return isinstance(last, TemplateLine) and not last.bare

    def _variants(self, text: str, number: int) -> tuple[tuple[Piece, ...], ...]:
        """All ways in which optional pieces are there or not, the fullest first."""
        parts = re.split(r"(\{\{\s*\?\s*\}\}.*?\{\{\s*/\s*\?\s*\}\})", text)
        choices: list[tuple[str, ...]] = []
        for part in parts:
            inside = re.fullmatch(r"\{\{\s*\?\s*\}\}(.*?)\{\{\s*/\s*\?\s*\}\}", part)
            choices.append((inside[1], "") if inside else (part,))
        if sum(len(choice) > 1 for choice in choices) > _MAX_OPTIONAL:
            raise DataError("template_optional_broken", line=number)
        texts = dict.fromkeys(normal("".join(chosen)).strip() for chosen in itertools.product(*choices))
        return tuple(self._pieces(variant, number) for variant in texts if variant)

    def _pieces(self, text: str, number: int) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        end = 0
        for match in _TOKEN.finditer(text):
            literal = text[end : match.start()]
            if literal:
                pieces.append(Piece(key_of(literal)))
            elif pieces:
                raise DataError("template_fields_adjacent", line=number)
            name = match[1].strip()
            if "?" in name or "/" in name or "#" in name:
                raise DataError("template_optional_broken" if "?" in name else "template_items_broken", line=number)
            pieces.append(Piece(field=self._name(name, number)))
            end = match.end()
        rest = text[end:]
        if "{{" in rest or "}}" in rest:
            raise DataError("template_field_unknown", line=number, field=rest.strip()[:40])
        if rest:
            pieces.append(Piece(key_of(rest)))
        return tuple(pieces)

    def _name(self, name: str, number: int) -> str:
        if name in {"*", "**"}:
            return "*"
        inside = self._block is not None
        known = self._items if inside else self._fields
        found = known.get(name.casefold())
        if found is None and not inside and name.casefold() in self._items:
            raise DataError("template_field_outside_items", line=number, field=name)
        if found is None:
            raise DataError("template_field_unknown", line=number, field=name)
        return found


def _check(template: Template) -> None:
    fields = template.fields
    if not template.elements or not fields:
        raise DataError("template_empty")
    for field in fields:
        if fields.count(field) > 1:
            raise DataError("template_field_twice", field=field)
    if template.kind is Kind.ORDER:
        if "number" not in fields:
            raise DataError("template_needs_number")
        if "item.name" not in fields or not {"item.price", "item.sum"} & set(fields):
            raise DataError("template_needs_items")


def placeholder(field: str) -> str:
    """How `field` is written in a template: `{{number}}`."""
    return "{{" + field + "}}"


__all__ = [
    "IN_CELL",
    "ITEM_FIELDS",
    "LEAD_FIELDS",
    "LONG_FIELDS",
    "ORDER_FIELDS",
    "ItemsBlock",
    "Kind",
    "Piece",
    "Template",
    "TemplateLine",
    "placeholder",
    "read_template",
]
