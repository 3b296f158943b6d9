"""Reading of XML files from outside."""

import io
import time

import pytest

from service_kit.xml import ELEMENT_LIMIT, Format, XmlError, read_elements, sniff

FORM = Format("Документ", frozenset({"КоммерческаяИнформация"}), frozenset({"Документ", "Контейнер"}))
PREFIXED = '<п:КоммерческаяИнформация xmlns:п="urn:x"><п:Документ>1</п:Документ></п:КоммерческаяИнформация>'
DECLARED_1251 = '<?xml version="1.0" encoding="windows-1251"?>\n'


def root(inside: str) -> str:
    return f"<КоммерческаяИнформация>{inside}</КоммерческаяИнформация>"


def doc(text: str) -> str:
    return f"<Документ><Ид>{text}</Ид></Документ>"


def read(data: bytes, chunk: int = 65536) -> list[str]:
    return ["".join(map(str, found.element.itertext())) for found in read_elements(io.BytesIO(data), FORM, chunk=chunk)]


def broken(data: bytes) -> tuple[list[str], XmlError]:
    texts: list[str] = []
    try:
        for found in read_elements(io.BytesIO(data), FORM):
            texts.append("".join(map(str, found.element.itertext())))
    except XmlError as error:
        return texts, error
    pytest.fail("was read to its end")


@pytest.mark.parametrize(
    "data",
    [
        root(doc("Ёж")).encode(),
        b"\xef\xbb\xbf" + ('<?xml version="1.0" encoding="UTF-8"?>' + root(doc("Ёж"))).encode(),
        ("\n\t \ufeff" + '<?xml version="1.0"?>' + root(doc("Ёж"))).encode(),
        (DECLARED_1251 + root(doc("Ёж"))).encode("cp1251"),
        root(doc("Ёж")).encode("cp1251"),
        ('<?xml version="1.0"?>' + root(doc("Ёж"))).encode("cp1251"),
        ('<?xml version="1.0" encoding="UTF-16"?>' + root(doc("Ёж"))).encode("utf-16"),
        root(doc("Ёж")).encode("utf-16-be"),
        ("<?xml version='1.0' encoding='KOI8-R'?>" + root(doc("Ёж"))).encode("koi8-r"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    assert read(data) == ["Ёж"]
    assert read(data, chunk=1) == ["Ёж"]
    sniff(data, FORM)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (doc("1"), ["1"]),
        ('<?xml version="1.0"?><!-- заказы -->' + doc("1") + "\n" + doc("2") + doc("3"), ["1", "2", "3"]),
        (root(f"<Контейнер>{doc('1')}</Контейнер><Контейнер>{doc('2')}</Контейнер>"), ["1", "2"]),
        (f"<Контейнер>{doc('1')}</Контейнер><Контейнер>{doc('2')}</Контейнер>", ["1", "2"]),
        (PREFIXED, ["1"]),
        (root("<Каталог/>" + doc("1") + "<Каталог/>"), ["1"]),
        (root(""), []),
    ],
)
def test_shapes_of_files(data: str, texts: list[str]) -> None:
    assert read(data.encode()) == texts


@pytest.mark.parametrize("chunk", [1, 3, 17, 65536])
def test_stray_ampersands_are_text_wherever_the_chunks_end(chunk: int) -> None:
    text = "Сыр & вино &nbsp;&copy <![CDATA[a & b &amp; c]]> &lt;&#65;&#x42; R&D&"
    assert read(root(doc(text)).encode(), chunk) == ["Сыр & вино &nbsp;&copy a & b &amp; c <AB R&D&"]


def test_control_characters_are_dropped() -> None:
    assert read(root(doc("a\x0bb\x00c\td")).encode()) == ["abc\td"]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "xml_empty"),
        (b"\xef\xbb\xbf \r\n", "xml_empty"),
        (b"<!doctype HTML><html>", "xml_html"),
        (b"<HTML><body>", "xml_html"),
        (b"<br />\n<b>Fatal error</b>: memory", "xml_html"),
        (b"id;name\n1;x", "xml_not_xml"),
        (b"<<<", "xml_not_xml"),
        (b"<yml_catalog date='1'/>", "xml_wrong_root"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "b">]><x/>', "xml_doctype"),
        (b'<?xml version="1.0"?><!-- - --><?p x?><!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x/>', "xml_doctype"),
        (b'<?xml version="1.0" encoding="utf-7"?><x/>', "xml_unknown_encoding"),
        (('<?xml version="1.0" encoding="utf-8"?>' + root("")).encode("cp1251"), "xml_wrong_encoding"),
        ((DECLARED_1251 + root("")).encode(), "xml_wrong_encoding"),
    ],
)
def test_files_refused_by_their_beginning(data: bytes, key: str) -> None:
    assert broken(data)[1].key == key
    with pytest.raises(XmlError, match=key):
        sniff(data, FORM)


def test_wrong_root_is_named() -> None:
    error = broken(b"<yml_catalog/>")[1]
    assert error.details == {"root": "yml_catalog", "wanted": "КоммерческаяИнформация"}


def test_doctype_further_on_breaks_the_file() -> None:
    texts, error = broken(root(doc("1") + '<!DOCTYPE x [<!ENTITY a "b">]>' + doc("&a;")).encode())
    assert (texts, error.key) == (["1"], "xml_broken")


def test_break_in_the_middle_has_its_byte_and_line() -> None:
    good = "<КоммерческаяИнформация>" + doc("1") + "\n"
    texts, error = broken((good + "<Ид>2</Номер>").encode())
    assert (texts, error.key, error.details["line"]) == (["1"], "xml_broken", 2)
    start = len((good + "<Ид>2").encode())
    assert start <= int(str(error.details["byte"])) <= start + len("</Номер>".encode())


def test_break_in_windows_1251_counts_bytes_of_the_file() -> None:
    good = DECLARED_1251 + "<КоммерческаяИнформация>\n" + doc("Ёж") + "\n"
    texts, error = broken((good + "Ёж<a =></a>").encode("cp1251"))
    assert (texts, error.details["line"]) == (["Ёж"], 4)
    assert len(good) <= int(str(error.details["byte"])) <= len(good) + len("Ёж<a =></a>")


@pytest.mark.parametrize(
    "data", ["<КоммерческаяИнформация>" + doc("1") + "<Документ><Ид>2</И", doc("1") + "<Документ>"]
)
def test_truncated_file(data: str) -> None:
    texts, error = broken(data.encode())
    assert (texts, error.key, error.details["byte"]) == (["1"], "xml_truncated", len(data.encode()))


def test_text_after_the_root_is_a_break_behind_all_elements() -> None:
    texts, error = broken((root(doc("1")) + "\nWarning: memory").encode())
    assert (texts, error.key) == (["1"], "xml_broken")


def test_bad_byte_behind_good_elements() -> None:
    texts, error = broken((root(doc("1") + "#")).encode().replace(b"#", b"\xff"))
    assert (texts, error.key) == (["1"], "xml_wrong_encoding")
    assert error.details["byte"] == len(("<КоммерческаяИнформация>" + doc("1")).encode())


def test_one_huge_element_is_refused_before_it_fills_the_memory() -> None:
    def pieces() -> bytes:
        return b"<a>" + b"x" * 1000 + b"</a>"

    data = "<КоммерческаяИнформация><Документ>".encode() + pieces() * (ELEMENT_LIMIT // 1000 + 200)
    texts, error = broken(data)
    assert (texts, error.key) == ([], "xml_element_too_large")


def test_nested_wanted_elements_come_once() -> None:
    assert read(root(f"<Документ>1{doc('2')}</Документ>").encode()) == ["12"]


def test_other_elements_are_given_too_where_none_is_around_them() -> None:
    form = Format("Товар", FORM.roots, also=frozenset({"Группы", "Склад"}))
    inside = "<К><Группы><Г/></Группы></К><Х><Товар><Группы><Ид/></Группы></Товар><Мимо/></Х><Склад/>"
    found = [(one.element.tag, len(one.element)) for one in read_elements(io.BytesIO(root(inside).encode()), form)]
    assert found == [("Группы", 1), ("Товар", 1), ("Склад", 0)]


def test_long_prolog_takes_no_time() -> None:
    started = time.monotonic()
    assert broken(b"<!-- " + b"<!-" * 20_000)[1].key == "xml_not_xml"
    assert time.monotonic() - started < 1
