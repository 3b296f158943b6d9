"""An XML element as plain Python, made in one pass: asking lxml for each child again is what costs time."""

from collections.abc import Mapping, Sequence
from typing import Final, cast

from lxml import etree

from service_kit.xml import local_name

Raw = dict[str, object]
"""Field names and values of a contract model, before validation."""

_UNIT: Final = "БазоваяЕдиница"
_REQUISITES: Final = "ЗначенияРеквизитов"
_NAMES_LIMIT: Final = 5000

_names: dict[str, str] = {}


class Node:
    """Children without children of their own are `leaves` (trimmed texts), others `branches`.

    Of leaves with the same name the first is in `leaves`, the rest in `repeated`. `requisites` are the names and values
    of «ЗначенияРеквизитов». `weight` bounds the bytes that all this can take as JSON.
    """

    __slots__ = ("attributes", "branches", "leaves", "repeated", "requisites", "text", "weight")

    leaves: dict[str, str]
    branches: Mapping[str, list["Node"]]
    repeated: Sequence[tuple[str, str]]
    requisites: Sequence[tuple[str, str]]
    attributes: Mapping[str, str]
    text: str
    weight: int

    def leaf(self, *names: str) -> str:
        """Text of the first of these children that is there and not empty, else an empty text."""
        for name in names:
            if text := self.leaves.get(name):
                return text
        return ""

    def nodes(self, parent: str, child: str) -> list["Node"]:
        """All «child» under all «parent»."""
        found = self.branches.get(parent)
        if found is None:
            return []
        if len(found) == 1:
            return found[0].branches.get(child, [])
        return [node for group in found for node in group.branches.get(child, ())]


_NO_BRANCHES: Final[Mapping[str, list[Node]]] = {}
_NO_ATTRIBUTES: Final[Mapping[str, str]] = {}
_ELEMENT_WEIGHT: Final = 60  # name of a field, quotes and commas; a line has some that it always carries
_LETTER_WEIGHT: Final = 4  # bytes of the longest UTF-8 letter


def read_node(element: etree._Element) -> Node:
    """Whole subtree of `element`. All white space around texts goes, U+00A0 included (UMI.CMS writes it)."""
    node = Node()
    leaves: dict[str, str] = {}
    branches: dict[str, list[Node]] | None = None
    repeated: list[tuple[str, str]] | None = None
    requisites: list[tuple[str, str]] | None = None
    letters = elements = weight = 0
    name_of = _names.get
    for child in element:
        tag = child.tag
        name = name_of(tag) or _remember(tag)
        elements += 1
        if len(child) or name == _UNIT:
            if name == _REQUISITES:
                requisites = (requisites or []) + _read_requisites(child)
                continue
            below = read_node(child)
            weight += below.weight
            if name == _UNIT:
                _add_own(below, child)
            if branches is None:
                branches = {name: [below]}
            elif name in branches:
                branches[name].append(below)
            else:
                branches[name] = [below]
            continue
        text = child.text
        text = text.strip() if text else ""
        letters += len(text)
        if name not in leaves:
            leaves[name] = text
        elif repeated is None:
            repeated = [(name, text)]
        else:
            repeated.append((name, text))
    if requisites:
        letters += sum(len(name) + len(value) for name, value in requisites)
        elements += 2 * len(requisites)
    node.leaves = leaves
    node.branches = branches or _NO_BRANCHES
    node.repeated = repeated or ()
    node.requisites = requisites or ()
    node.attributes = _NO_ATTRIBUTES
    node.text = ""
    node.weight = weight + elements * _ELEMENT_WEIGHT + letters * _LETTER_WEIGHT
    return node


def _read_requisites(element: etree._Element) -> list[tuple[str, str]]:
    """Name and value of every «ЗначениеРеквизита»; each further «Значение» is a pair of its own."""
    pairs: list[tuple[str, str]] = []
    name_of = _names.get
    for row in element:
        title, values = "", []
        for child in row:
            tag = child.tag
            name = name_of(tag) or _remember(tag)
            text = child.text
            text = text.strip() if text else ""
            if name == "Наименование":
                title = text
            elif name == "Значение":
                values.append(text)
        if title or values:
            pairs += [(title, value) for value in values or ("",)]
    return pairs


def _add_own(node: Node, element: etree._Element) -> None:
    node.text = (element.text or "").strip()
    node.attributes = dict(cast("list[tuple[str, str]]", element.items()))
    node.weight += _LETTER_WEIGHT * (len(node.text) + sum(map(len, node.attributes.values())))


def _remember(tag: str) -> str:
    name = local_name(tag)
    if len(_names) < _NAMES_LIMIT:  # a hostile file may invent names without end
        _names[tag] = name
    return name


def rest_of(node: Node, known: frozenset[str], prefix: str = "") -> list[Raw]:
    """What is under names not `known`, as attributes named by their path, so that nothing is lost."""
    if known.issuperset(node.leaves) and known.issuperset(node.branches) and not node.repeated:
        return []
    rest: list[Raw] = [
        {"name": prefix + name, "value": text} for name, text in node.leaves.items() if text and name not in known
    ]
    rest += [{"name": prefix + name, "value": text} for name, text in node.repeated if text]
    for name in node.branches.keys() - known:
        for child in node.branches[name]:
            rest += rest_of(child, frozenset(), f"{prefix}{name}/")
            rest += [{"name": f"{prefix}{name}/{title}", "value": value} for title, value in child.requisites]
    return rest
