"""The elements that matter of an answer, streamed; whatever is no answer told apart from what the service says."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree

from post_tracker.connectors.pochta.soap.faults import of_fault
from service_kit.errors import DataError
from service_kit.xml import Format, XmlError, local_name, read_elements

ROOTS: Final = frozenset(
    {
        "Envelope",
        "Body",
        "Fault",
        "getOperationHistoryResponse",
        "OperationHistoryData",
        "ticketResponse",
        "answerByTicketResponse",
        "value",
        "file",
    }
)
"""Besides whole answers their insides, as they are kept in files; `file` is what the service of 2015 called `value`."""


class Unreadable(DataError):
    """What came is no answer of the service: a page of a proxy, a part of an answer."""


def elements(source: BinaryIO, *names: str) -> Iterator[tuple[str, etree._Element]]:
    """(local name, element) of the outermost elements with these names, each valid until the next is asked for.

    Raises the failure behind a fault, and Unreadable `post_answer_empty`, `post_answer_page`, `post_answer_broken`,
    `post_answer_encoding`, `post_answer_foreign`.
    """
    wanted = Format(wanted="Fault", roots=ROOTS, also=frozenset(names))
    try:
        for found in read_elements(source, wanted):
            name = local_name(found.element.tag)
            if name == "Fault":
                raise of_fault(found.element)
            yield name, found.element
    except XmlError as error:
        raise _unreadable(error) from error


def child(parent: etree._Element, name: str) -> etree._Element | None:
    """The first child of this local name."""
    return next(parent.iterchildren(f"{{*}}{name}"), None)


def text_at(parent: etree._Element, *path: str) -> str:
    """Text of a descendant, without blanks around it; "" when anything on the way is missing."""
    node: etree._Element | None = parent
    for name in path:
        node = child(node, name) if node is not None else None
    return (node.text or "").strip() if node is not None else ""


def _unreadable(error: XmlError) -> Unreadable:
    match error.key:
        case "xml_empty":
            return Unreadable("post_answer_empty")
        case "xml_html":
            return Unreadable("post_answer_page")
        case "xml_broken" | "xml_truncated" | "xml_element_too_large":
            return Unreadable("post_answer_broken", line=error.details.get("line", 1))
        case "xml_wrong_encoding" | "xml_unknown_encoding":
            return Unreadable("post_answer_encoding", encoding=str(error.details.get("encoding", ""))[:20])
    return Unreadable("post_answer_foreign")
