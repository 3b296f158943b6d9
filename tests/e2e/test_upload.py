"""A user uploads files of a shop: what is refused at once, what reports say, what runs do to each other."""

import re

import pytest
from answers import check_problem
from shop_files import HEAD, archive, claiming, document, file_of, line, text_of, without_goods, zip_of

pytestmark = pytest.mark.e2e

GOOD = file_of(document("A1"), document("A2"))
LAUGHS = '<!DOCTYPE a [<!ENTITY b "ха"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
REFUSED = {
    "empty": (b"", 422, "xml_empty"),
    "blank": (b"\xef\xbb\xbf \n\n", 422, "xml_empty"),
    "html": (b"<!DOCTYPE html><html><body>404</body></html>", 422, "xml_html"),
    "text": ("Заказы за неделю".encode(), 422, "xml_not_xml"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 422, "xml_not_xml"),
    "doctype": (
        f'{HEAD}<!DOCTYPE a SYSTEM "file:///etc/passwd">{text_of(document("A1"))}'.encode(),
        422,
        "xml_doctype",
    ),
    "billion laughs": ((HEAD + LAUGHS + text_of(document("&c;"))).encode(), 422, "xml_doctype"),
    "wrong root": (f"{HEAD}<yml_catalog/>".encode(), 422, "xml_wrong_root"),
    "unknown encoding": (b'<?xml version="1.0" encoding="utf-7"?><a/>', 422, "xml_unknown_encoding"),
    "zip bomb": (zip_of(orders__xml=GOOD + b" " * 20_000_000), 422, "archive_bomb"),
    "zip of two gigabytes": (claiming(zip_of(orders__xml=GOOD), 2**31 - 1), 413, "file_too_large"),
    "zip that climbs": (archive({"../orders.xml": GOOD}), 422, "archive_unsafe_name"),
    "zip from the root": (archive({"/etc/orders.xml": GOOD}), 422, "archive_unsafe_name"),
    "zip in a zip": (archive({"orders.zip": zip_of(orders__xml=GOOD)}), 422, "archive_nested"),
    "zip without orders": (archive({"photo.jpg": b"\xff\xd8"}), 422, "archive_no_xml"),
    "broken zip": (zip_of(orders__xml=GOOD)[:-30], 422, "archive_broken"),
}


@pytest.fixture(scope="module")
def idle(owner):
    """A connection that never gets a run."""
    return owner.connect()


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_file_of_orders_is_refused_at_once(owner, database, idle, name):
    content, status, key = REFUSED[name]
    check_problem(owner.upload(idle, content), status, key)
    nothing_was_begun(owner, database, idle)


@pytest.mark.parametrize(
    "body",
    [{"files": {"document": ("orders.xml", GOOD)}}, {"data": {"file": "orders.xml"}}, {"json": {"file": "x"}}, {}],
)
def test_a_request_without_a_file_is_told_so(owner, database, idle, body):
    check_problem(owner.raw("POST", "shop-sync", f"connections/{idle}/uploads", **body), 422, "file_missing")
    nothing_was_begun(owner, database, idle)


def test_a_broken_form_is_no_fault_of_ours(owner, database, idle):
    headers = {"Content-Type": "multipart/form-data"}
    answer = owner.raw("POST", "shop-sync", f"connections/{idle}/uploads", content=b"--x\r\n", headers=headers)
    check_problem(answer, 400, "invalid_input")
    nothing_was_begun(owner, database, idle)


def nothing_was_begun(owner, database, connection):
    assert owner.call("GET", "shop-sync", f"connections/{connection}/runs")["items"] == []
    assert database["shop_sync"]["runs"].count_documents({"connection": connection}) == 0


BROKEN = file_of(document("B1"), document("B2"), document("B3")).replace(
    b"<\xd0\x9d\xd0\xbe\xd0\xbc\xd0\xb5\xd1\x80>B3", b"<<B3"
)
REJECTIONS = {
    "duplicate_number": (document("M1"), "Документ № M1 (2-й в файле)", "№ M1 в этом файле уже был"),
    "quantity_not_positive": (
        document("M3", line(Количество="-1")),
        "Документ № M3 (3-й в файле)",
        "в строке 1 («Кружка с оленем») количество -1",
    ),
    "currency_unknown": (document("M4", Валюта="тугрики"), "Документ № M4 (4-й в файле)", "«тугрики» не распознана"),
    "no_goods": (without_goods("M5"), "Документ № M5 (5-й в файле)", "нет товаров"),
    "status_document": (
        without_goods("M6", ["Номер по 1С", "Проведен"]),
        "Документ № M6 (6-й в файле)",
        "только сведения из 1С",
    ),
}
"""Key of the reason → the document, its name in the report, and a part of what is said of it."""

FILES = {
    "broken": BROKEN,
    "truncated": file_of(document("T1"), document("T2"), document("T3"))[:-150],
    "mixed": file_of(document("M1"), *(row[0] for row in REJECTIONS.values()), document("M7")),
    "hopeless": file_of(without_goods("H1"), without_goods("H2")),
    "no orders": file_of(),
    "ampersand": file_of(document("P1", Комментарий="Чай @ сушки")).replace(b"@", b"&"),
    "windows-1251": (HEAD.replace("UTF-8", "windows-1251") + text_of(document("W1"))).encode("cp1251"),
    "zip": zip_of(first__xml=file_of(document("Z1")), second__xml=file_of(document("Z2"))),
    "fragments": (HEAD + document("F1") + document("F2")).encode(),
    "container": (
        HEAD + text_of(f"<Контейнер>{document('K1')}</Контейнер><Контейнер>{document('K2')}</Контейнер>")
    ).encode(),
}


@pytest.fixture(scope="module")
def reports(owner):
    """Each file loaded into a connection of its own: name → (connection, finished run)."""
    began = {}
    for name, content in FILES.items():
        connection = owner.connect(currency=None)
        answer = owner.upload(connection, content, name)
        assert answer.status_code == 202, (name, answer.text)
        began[name] = connection, answer.json()["id"]
    return {name: (connection, owner.finished(run)) for name, (connection, run) in began.items()}


def counts(created=0, rejected=0):
    seen = created + rejected
    return {"seen": seen, "created": created, "updated": 0, "unchanged": 0, "rejected": rejected}


def test_orders_before_a_break_are_loaded_and_the_break_is_named(owner, reports):
    connection, run = reports["broken"]
    assert (run["status"], run["counts"], run["error"]["key"]) == ("partial", counts(created=2), "xml_broken")
    place = int(re.search(r"байт (\d+)", run["error"]["what"])[1])
    assert BROKEN.index(b"<<B3") - 1 <= place <= BROKEN.index(b"<<B3") + len(b"<<B3")
    assert "прочитано" in run["error"]["why"]
    assert owner.order(connection, "B2")["lines"][0]["name"] == "Кружка с оленем"
    assert owner.order(connection, "B3") is None


def test_a_truncated_file_gives_what_is_whole_and_tells_where_it_ends(owner, reports):
    connection, run = reports["truncated"]
    assert (run["status"], run["counts"], run["error"]["key"]) == ("partial", counts(created=2), "xml_truncated")
    assert f"байте {len(FILES['truncated'])}" in run["error"]["what"]
    assert owner.order(connection, "T2") is not None
    assert owner.order(connection, "T3") is None


@pytest.mark.parametrize("key", REJECTIONS)
def test_a_document_that_is_no_order_is_named_with_its_reason(owner, reports, key):
    _, where, said = REJECTIONS[key]
    rows = owner.rows(reports["mixed"][1]["id"], "rejected")
    (row,) = [row for row in rows if row["reason"]["key"] == key]
    assert (row["where"], row["result"], row["state"]) == (where, "rejected", "done")
    assert said in row["reason"]["what"]
    assert row["reason"]["why"].endswith(".")
    assert row["reason"]["do"].endswith(".")


def test_orders_beside_rejected_documents_are_loaded(owner, reports):
    connection, run = reports["mixed"]
    assert (run["status"], run["error"]) == ("partial", None)
    assert run["counts"] == counts(created=2, rejected=len(REJECTIONS))
    assert [row["title"] for row in owner.rows(run["id"], "created")] == ["M1", "M7"]
    assert {row["state"] for row in owner.rows(run["id"], "created")} == {"stored"}
    assert owner.order(connection, "M7")["origin"]["number"] == "M7"
    assert owner.order(connection, "M3") is None


def test_a_file_of_rejected_documents_alone_failed(owner, reports):
    connection, run = reports["hopeless"]
    assert (run["status"], run["counts"]) == ("failed", counts(rejected=2))
    assert owner.order(connection, "H1") is None


def test_a_file_without_orders_is_no_failure(reports):
    _, run = reports["no orders"]
    assert (run["status"], run["counts"], run["error"]) == ("success", counts(), None)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("ampersand", ["P1"]),
        ("windows-1251", ["W1"]),
        ("zip", ["Z1", "Z2"]),
        ("fragments", ["F1", "F2"]),
        ("container", ["K1", "K2"]),
    ],
)
def test_every_dress_of_a_file_is_read(owner, reports, name, numbers):
    connection, run = reports[name]
    assert (run["status"], run["counts"]) == ("success", counts(created=len(numbers)))
    assert run["file_name"] == name
    for number in numbers:
        order = owner.order(connection, number)
        assert [row["name"] for row in order["lines"]] == ["Кружка с оленем"]
        assert order["total"] == "500.00"


def test_a_bare_ampersand_stays_in_the_text(owner, reports):
    assert owner.order(reports["ampersand"][0], "P1")["comment"] == "Чай & сушки"


def test_the_run_tells_the_money_of_its_orders_though_the_shop_gave_no_totals(owner, reports):
    assert reports["zip"][1]["money"] == [{"currency": "RUB", "amount": "1000.00", "count": 2}]
    assert [row["amount"] for row in owner.rows(reports["zip"][1]["id"])] == ["500.00", "500.00"]


def test_a_disabled_connection_takes_no_file_until_it_is_enabled(owner):
    connection = owner.connect()
    shown = owner.call("GET", "shop-sync", f"connections/{connection}")
    given = {"name": shown["name"], "config": shown["config"]}
    owner.call("PUT", "shop-sync", f"connections/{connection}", json={**given, "enabled": False})
    check_problem(owner.upload(connection, GOOD), 409, "connection_disabled")
    assert owner.call("GET", "shop-sync", f"connections/{connection}/runs")["items"] == []
    owner.call("PUT", "shop-sync", f"connections/{connection}", json={**given, "enabled": True})
    assert owner.load(connection, GOOD)["status"] == "success"


def test_a_request_repeated_with_its_key_is_one_run(owner):
    connection = owner.connect()
    answers = [
        owner.raw(
            "POST",
            "shop-sync",
            f"connections/{connection}/uploads",
            files={"file": ("orders.xml", GOOD)},
            headers={"Idempotency-Key": "button-1"},
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json()["id"] == answers[1].json()["id"]
    run = owner.finished(answers[0].json()["id"])
    assert run["counts"] == counts(created=2)
    assert [found["id"] for found in owner.call("GET", "shop-sync", f"connections/{connection}/runs")["items"]] == [
        run["id"]
    ]


def test_a_finished_run_cannot_be_cancelled(owner, reports):
    _, run = reports["zip"]
    check_problem(owner.raw("POST", "shop-sync", f"runs/{run['id']}/cancel"), 409, "run_finished_already")
    assert owner.call("GET", "shop-sync", f"runs/{run['id']}") == run


def test_two_uploads_of_a_connection_run_one_after_the_other(owner):
    connection = owner.connect()
    files = [file_of(*(document(f"{name}{index}") for index in range(150))) for name in "XY"]
    first, second = [owner.upload(connection, content).json()["id"] for content in files]
    runs = [owner.finished(first), owner.finished(second)]
    assert [run["counts"] for run in runs] == [counts(created=150), counts(created=150)]
    assert runs[1]["started_at"] >= runs[0]["finished_at"]


def test_a_waiting_run_can_be_cancelled_and_loads_nothing(owner):
    connection = owner.connect()
    busy = owner.upload(connection, file_of(*(document(f"X{index}") for index in range(150)))).json()["id"]
    waiting = owner.upload(connection, GOOD).json()["id"]
    owner.call("POST", "shop-sync", f"runs/{waiting}/cancel")
    run = owner.finished(waiting)
    assert (run["status"], run["counts"]) == ("cancelled", counts())
    assert owner.finished(busy)["counts"] == counts(created=150)
    assert owner.order(connection, "A1") is None
