"""An XML element as plain Python, made in one pass: asking lxml for each child again is what costs time."""

from typing import Final

from lxml import etree

from service_kit.xml import local_name

Raw = dict[str, object]
"""Field names and values of a contract model, before validation."""

_WITH_ATTRIBUTES: Final = frozenset({"БазоваяЕдиница"})

_names: dict[str, str] = {}
_NAMES_LIMIT: Final = 5000


class Node:
    """Children without children of their own are `leaves` (trimmed texts), others `branches`.

    Of leaves with the same name the first is in `leaves`, the rest in `repeated`.
    """

    __slots__ = ("attributes", "branches", "leaves", "repeated", "text")

    def __init__(self) -> None:
        self.leaves: dict[str, str] = {}
        self.branches: dict[str, list[Node]] = {}
        self.repeated: list[tuple[str, str]] = []
        self.attributes: dict[str, str] = {}
        self.text = ""

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
        return [node for group in found for node in group.branches.get(child, ())]


def read_node(element: etree._Element) -> Node:
    """Whole subtree of `element`. All white space around texts goes, U+00A0 included (UMI.CMS writes it)."""
    node = Node()
    leaves, branches = node.leaves, node.branches
    for child in element:
        tag = child.tag
        name = _names.get(tag) or _remember(tag)
        if len(child) or name in _WITH_ATTRIBUTES:
            if name in branches:
                branches[name].append(read_node(child))
            else:
                branches[name] = [read_node(child)]
            if name in _WITH_ATTRIBUTES:
                _add_own(branches[name][-1], child)
            continue
        text = child.text
        text = text.strip() if text else ""
        if name in leaves:
            node.repeated.append((name, text))
        else:
            leaves[name] = text
    return node


def _add_own(node: Node, element: etree._Element) -> None:
    node.text = (element.text or "").strip()
    node.attributes = {str(name): str(value).strip() for name, value in element.items()}


def _remember(tag: str) -> str:
    name = local_name(tag)
    if len(_names) < _NAMES_LIMIT:  # a hostile file may invent names without end
        _names[tag] = name
    return name


def rest_of(node: Node, known: frozenset[str], prefix: str = "") -> list[Raw]:
    """What is under names not `known`, as attributes named by their path, so that nothing is lost."""
    rest: list[Raw] = [
        {"name": prefix + name, "value": text} for name in node.leaves.keys() - known if (text := node.leaves[name])
    ]
    rest += [{"name": prefix + name, "value": text} for name, text in node.repeated if text]
    for name in node.branches.keys() - known:
        for child in node.branches[name]:
            rest += rest_of(child, frozenset(), f"{prefix}{name}/")
    return rest
