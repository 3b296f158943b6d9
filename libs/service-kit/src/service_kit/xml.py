"""Hardened streaming reader of XML files from outside: flat memory, no DOCTYPE, no entities, no network.

The file is decoded here and handed to lxml as UTF-8 without its declaration: so there is one opinion of the encoding,
and the prolog (where alone a DOCTYPE may stand) is read before the parser sees a byte.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, Final, cast

from lxml import etree

from service_kit.errors import DataError
from service_kit.xml_bytes import AmpersandRepair, Position

HEAD_BYTES: Final = 64 * 1024
"""How much of the beginning `sniff` wants; the root element has to begin inside it."""

ELEMENT_LIMIT: Final = 32 * 1024 * 1024
"""Bytes that one wanted element may take: it is held in memory whole."""

_CHUNK: Final = 64 * 1024
_WRAPPER: Final = "fragments"
_WRAPPER_START: Final = f"<{_WRAPPER}>\n".encode()
_WRAPPER_END: Final = f"</{_WRAPPER}>".encode()
_XML_SPACE: Final = " \t\r\n"

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WITHOUT_BOM: Final = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_ENCODINGS: Final = frozenset({"utf-8", "utf-16", "cp1251", "cp866", "koi8-r", "iso8859-1", "iso8859-5", "ascii"})
_DECLARATION: Final = re.compile(r"<\?xml\s[^>]*?\?>")
_DECLARED_ENCODING: Final = re.compile(rb"^\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_PROLOG: Final = re.compile(r"(?:\s+|<!--.*?-->|<\?(?!xml\s).*?\?>)*", re.DOTALL)
_ROOT: Final = re.compile(r"<([^\s/>!?<&\"'=]+)")
_HTML: Final = frozenset(
    {"html", "head", "body", "title", "meta", "br", "b", "i", "p", "div", "span", "table", "font", "center", "script"}
)
_TAG_MISMATCH: Final = etree.ErrorTypes.ERR_TAG_NAME_MISMATCH
_BAD_ENCODING_CODES: Final = frozenset({etree.ErrorTypes.ERR_INVALID_ENCODING, etree.ErrorTypes.I18N_CONV_FAILED})


class XmlError(DataError):
    """The file is not the XML that is wanted; `details` hold `byte` and `line` when it broke after its beginning."""


@dataclass(frozen=True, slots=True)
class Format:
    """What is looked for: local name of the `wanted` elements, of allowed `roots`, and of `fragments`.

    A fragment is an element that may stand at the top without a root, once or many times. Elements named in `also` are
    wanted too; inside another wanted element none is given by itself.
    """

    wanted: str
    roots: frozenset[str]
    fragments: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """A wanted element, valid until the next one is asked for, and how many bytes of the file are read by now."""

    element: etree._Element
    done: int


@dataclass(frozen=True, slots=True)
class _Head:
    encoding: str
    root: str
    body_from: int
    """Byte after the BOM, leading white space and the declaration."""
    lines_before: int


def sniff(head: bytes, form: Format) -> None:
    """Check the first 64 KiB of a file; raises the same `XmlError` as reading it would."""
    _read_head(head, form)


def local_name(tag: str) -> str:
    """Name without its namespace: «{urn:1C.ru:commerceml_2}Документ» → «Документ»."""
    return tag.rpartition("}")[2]


def read_elements(source: BinaryIO, form: Format, *, chunk: int = _CHUNK) -> Iterator[Found]:
    """Yield every outermost wanted element of `source`; all memory before it is freed.

    Raises `XmlError`: `xml_empty`, `xml_html`, `xml_not_xml`, `xml_wrong_root`, `xml_doctype`, `xml_wrong_encoding`,
    `xml_unknown_encoding` about the file; `xml_broken`, `xml_truncated`, `xml_element_too_large` at a byte, after all
    elements before that byte were yielded.
    """
    start = _read_full(source, HEAD_BYTES)
    head = _read_head(start, form)
    feeder = _Feeder(head, form)
    yield from feeder.feed(start[head.body_from :])
    for data in iter(partial(source.read, chunk), b""):
        yield from feeder.feed(data)
    yield from feeder.finish()


def _read_full(source: BinaryIO, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := source.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _read_head(head: bytes, form: Format) -> _Head:
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise XmlError("xml_empty")
    encoding, bom = _encoding_of(head)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head[bom:])
    top = len(text) - len(text.lstrip(_XML_SPACE + "\ufeff"))
    if text[top : top + 1] != "<":
        raise XmlError("xml_not_xml")
    declaration = _DECLARATION.match(text, top)
    body = declaration.end() if declaration else top
    root = _root_name(text, body, form)
    skipped = text[:body]
    return _Head(encoding, root, bom + len(skipped.encode(encoding)), skipped.count("\n"))


def _encoding_of(head: bytes) -> tuple[str, int]:
    """Encoding and length of the BOM. Without BOM and declaration: UTF-8 when it is valid UTF-8, else windows-1251."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, len(bom)
    for beginning, name in _WITHOUT_BOM:
        if head.startswith(beginning):
            return name, 0
    declared = _DECLARED_ENCODING.match(head)
    if declared is None:
        return ("utf-8" if _is_utf8(head) else "cp1251"), 0
    return _checked(declared[1].decode("ascii"), head), 0


def _checked(declared: str, head: bytes) -> str:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        name = ""
    if name not in _ENCODINGS:
        raise XmlError("xml_unknown_encoding", encoding=declared)
    if name == "ascii":
        name = "utf-8"  # a declared "us-ascii" is met on UTF-8 files; UTF-8 contains it
    # UTF-16 has zero bytes, so a declaration that can be read here is not in it
    if name == "utf-16" or _is_utf8(head) != (name == "utf-8" or head.isascii()):
        raise XmlError("xml_wrong_encoding", encoding=declared)
    return name


def _is_utf8(head: bytes) -> bool:
    """Whether the first letter beyond ASCII is UTF-8: a file with a letter cut in half further on still is."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # not final: a letter cut by the end of the head is fine
    except UnicodeDecodeError as error:
        return not head[: error.start].isascii()
    return True


def _root_name(text: str, start: int, form: Format) -> str:
    prolog = _PROLOG.match(text, start)
    at = prolog.end() if prolog else start
    if text[at : at + 9].upper() == "<!DOCTYPE":
        raise XmlError("xml_html" if text[at + 9 :].lstrip()[:4].lower() == "html" else "xml_doctype")
    match = _ROOT.match(text, at)
    if match is None:
        raise XmlError("xml_not_xml")
    name = match[1].rpartition(":")[2]
    if name in form.roots or name in form.fragments:
        return name
    if name.lower() in _HTML:
        raise XmlError("xml_html")
    raise XmlError("xml_wrong_root", root=name[:80], wanted=", ".join(sorted(form.roots)))


class _Feeder:
    """Feeds one file to one parser and keeps the tree empty behind the last wanted element."""

    def __init__(self, head: _Head, form: Format) -> None:
        self._wrapped = head.root in form.fragments
        top = _WRAPPER if self._wrapped else head.root
        self._wanted = form.also | {form.wanted}
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=tuple("{*}" + name for name in (*self._wanted, top)),
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            recover=False,
            remove_comments=True,
            remove_pis=True,
            remove_blank_text=True,
            collect_ids=False,
        )
        self._events = cast("Iterator[tuple[str, etree._Element]]", self._parser.read_events())
        self._repair = AmpersandRepair()
        self._position = Position(head.encoding, head.body_from, head.lines_before, wrapped=self._wrapped)
        self._decoder = None if head.encoding == "utf-8" else codecs.getincrementaldecoder(head.encoding)("replace")
        self._root: etree._Element | None = None
        self._complete = False
        self._depth = 0
        self._opened_at = 0
        if self._wrapped:
            self._parser.feed(_WRAPPER_START)

    def feed(self, data: bytes) -> Iterator[Found]:
        self._position.read(len(data))
        piece = self._repair.feed(self._as_utf8(data))
        yield from self._parse(piece)
        self._position.passed(piece, held=self._repair.held)
        self._check_size()

    def finish(self) -> Iterator[Found]:
        yield from self._parse(self._repair.finish())
        failure: etree.XMLSyntaxError | None = None
        try:
            if self._wrapped:
                self._parser.feed(_WRAPPER_END)
            self._parser.close()
        except etree.XMLSyntaxError as error:
            failure = error
        yield from self._take()
        if failure is not None:
            broken = self._complete or (_code(failure) == _TAG_MISMATCH and not self._wrapped)
            key = "xml_broken" if broken else "xml_truncated"
            raise XmlError(key, byte=self._position.done, line=self._position.line) from failure

    def _as_utf8(self, data: bytes) -> bytes:
        return data if self._decoder is None else self._decoder.decode(data).encode()

    def _parse(self, data: bytes) -> Iterator[Found]:
        failure: etree.XMLSyntaxError | None = None
        try:
            self._parser.feed(data)
        except etree.XMLSyntaxError as error:
            failure = error
        yield from self._take()
        if failure is not None:
            if _code(failure) in _BAD_ENCODING_CODES:
                place = self._position.of_bad_letter(data)
                raise XmlError("xml_wrong_encoding", encoding="utf-8", **place) from failure
            raise XmlError("xml_broken", **self._position.of(data, *failure.position)) from failure

    def _take(self) -> Iterator[Found]:
        for event, element in self._events:
            if local_name(element.tag) not in self._wanted:
                self._root, self._complete = element, event == "end"
            elif event == "start":
                self._depth += 1
                if self._depth == 1:
                    self._opened_at = self._position.done
            else:
                self._depth -= 1
                if self._depth == 0:
                    yield Found(element, self._position.done)
                    _free(element)

    def _check_size(self) -> None:
        if self._depth == 0:
            if self._root is not None:
                _prune(self._root)
        elif self._position.done - self._opened_at > ELEMENT_LIMIT:
            raise XmlError("xml_element_too_large", limit_mb=ELEMENT_LIMIT >> 20, **self._position.piece())


def _code(error: etree.XMLSyntaxError) -> int:
    """Number of libxml2's error (xmlerror.h), which the stubs of lxml leave out."""
    return int(getattr(error, "code", 0))


def _free(element: etree._Element) -> None:
    """Drop what the element holds and everything that stood before it."""
    element.clear()
    node: etree._Element | None = element
    while node is not None:
        parent = node.getparent()
        if parent is not None:
            while parent[0] is not node:
                del parent[0]
        node = parent


def _prune(root: etree._Element) -> None:
    """Drop closed elements that nobody wants (a catalogue beside the orders): all but the last on each level."""
    node = root
    while len(node):
        del node[:-1]
        node = node[-1]
