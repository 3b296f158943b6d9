"""The report of a run as a spreadsheet, its changes field by field, and rows that are done again without a file."""

import dataclasses
import io
import json
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import RunKind, RunTrigger
from service_kit.connections.integration import Integrations
from service_kit.runs import finish, report
from service_kit.runs.model import Change, Page, Result, RowState, RunRow, Tally
from service_kit.runs.retry import Retries

pytestmark = pytest.mark.mongo

DEMO = AccountId("demo")
HEAD = ("№", "Где", "Название", "Результат", "Причина", "Изменения", "Сумма", "Валюта")


def good(number: int, result: Result = Result.CREATED, state: RowState = RowState.DONE, **fields: Any) -> RunRow:
    return RunRow(number, f"Товар № {number}", result, state, **{"title": f"т-{number}", **fields})


def bad(number: int, **fields: Any) -> RunRow:
    return good(number, Result.REJECTED, key="file_missing", **fields)


async def ended(office: Any, *rows: RunRow) -> str:
    """A run with these rows that is over."""
    made = await office.make()
    connection = await office.connections.get(DEMO, ConnectionId(made["id"]))
    await office.runs.queue(connection, RunKind.IMPORT_ORDERS, RunTrigger.USER, by="u")
    run = await office.claimed()
    count = len(rows)
    await office.record(run, Page(rows, Tally(seen=count, created=count), count, count, count))
    await office.finish(run)
    return str(run.id)


async def sheet(office: Any, run: str, query: str = "", **options: Any) -> list[tuple[Any, ...]]:
    """The rows of the spreadsheet as another program reads them, without its head."""
    answer = await office.call("GET", f"/runs/{run}/rows.xlsx{query}", **options)
    assert answer.status_code == 200, answer.text
    found = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    assert next(found) == HEAD
    return list(found)


async def test_a_report_has_the_reason_the_changes_and_the_sum_of_each_row(office: Any) -> None:
    office.texts._texts["change_price"] = {"what": "Цена {of}", "why": "", "do": ""}
    changes = (Change("price", "500", "450.5", "«Розница»"), Change("price", None, "1"), Change("price", None, None))
    run = await ended(
        office, good(0, Result.UPDATED, amount=Decimal("450.50"), currency="RUB", changes=changes), bad(1)
    )
    first, second = await sheet(office, run, role="manager")
    assert first == (
        1, "Товар № 0", "т-0", "изменено", None,
        "Цена «Розница»: 500 → 450.5\nЦена: — → 1\nЦена", 450.5, "RUB",
    )  # fmt: skip
    assert second[:4] == (2, "Товар № 1", "т-1", "отклонено")
    text = office.texts.get("file_missing")
    assert second[4] == f"{text.what} {text.why} {text.do}"
    shown = (await office.call("GET", f"/runs/{run}/rows")).json()["items"][0]["changes"]
    assert shown[0] == {"field": "price", "title": "Цена «Розница»", "was": "500", "becomes": "450.5"}


async def test_a_report_is_a_file_with_a_russian_name(office: Any) -> None:
    run = await ended(office, good(0))
    answer = await office.call("GET", f"/runs/{run}/rows.xlsx")
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    name = unquote(answer.headers["content-disposition"].partition("filename*=UTF-8''")[2])
    assert name.startswith("Отчёт об обмене ")
    assert name.endswith(".xlsx")


async def test_a_cell_never_becomes_a_formula(office: Any) -> None:
    evil = ["=HYPERLINK(1)", "+1", "-1", "@cmd"]
    run = await ended(office, *(good(number, title=text) for number, text in enumerate(evil)))
    assert [row[2] for row in await sheet(office, run)] == [f"'{text}" for text in evil]


async def test_rows_are_chosen_by_result_and_state_in_table_and_report_alike(office: Any) -> None:
    rows = (
        good(0),
        good(1, Result.UPDATED),
        bad(2),
        good(3, state=RowState.REFUSED, subject="o-3", sequence=1),
        good(4, state=RowState.STORED, subject="o-4", sequence=1),
    )
    run = await ended(office, *rows)
    for query, numbers in {
        "": [0, 1, 2, 3, 4],
        "?result=created": [0, 4],
        "?result=updated": [1],
        "?result=rejected": [2, 3],
        "?state=stored": [4],
        "?result=rejected&state=done": [2],
        "?result=updated&state=refused": [],
    }.items():
        shown = (await office.call("GET", f"/runs/{run}/rows{query}")).json()["items"]
        assert [row["number"] for row in shown] == numbers, query
        assert [row[0] - 1 for row in await sheet(office, run, query)] == numbers, query


async def test_rows_behind_those_of_the_table_are_in_the_report_once(
    office: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finish, "SHOWN_ROWS", 2)
    run = await ended(
        office, good(0), good(1), good(2, changes=(Change("x", "1", "2"),)), bad(3), good(4), bad(5), bad(6)
    )
    assert len((await office.call("GET", f"/runs/{run}/rows")).json()["items"]) == 4
    assert [row[0] for row in await sheet(office, run)] == [1, 2, 3, 4, 5, 6, 7]
    assert [row[0] for row in await sheet(office, run, "?result=rejected")] == [4, 6, 7]
    assert "1 → 2" in (await sheet(office, run))[2][5]


async def test_rows_that_an_export_put_into_a_file_are_in_the_report_while_it_is_kept(office: Any) -> None:
    made = await office.make()
    connection = await office.connections.get(DEMO, ConnectionId(made["id"]))
    await office.runs.queue(connection, RunKind.IMPORT_ORDERS, RunTrigger.USER, by="u")
    run = await office.claimed()
    lines = [{"number": n, "where": f"a-{n}", "title": "т", "result": "updated"} for n in (0, 2)]
    body = io.BytesIO(b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    file = await office.files.save(DEMO, "rows.jsonl", body, content_type="application/x-ndjson", lives=None)
    await office.runs.attach(run, "rows", file)
    await office.record(run, Page((bad(1),), Tally(seen=3, updated=2, rejected=1), 1, 3, 3))
    await office.finish(run)
    assert [row[1] for row in await sheet(office, run.id)] == ["a-0", "Товар № 1", "a-2"]
    await office.files.delete(DEMO, file)
    assert [row[1] for row in await sheet(office, run.id)] == ["Товар № 1"]


async def test_a_report_that_is_too_long_says_so(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "ROWS_SHOWN", 2)
    run = await ended(office, good(0), good(1), good(2))
    rows = await sheet(office, run)
    assert len(rows) == 3
    assert "первые 2 строк" in rows[-1][1]


async def test_a_report_of_another_account_does_not_exist(office: Any) -> None:
    run = await ended(office, good(0))
    answer = await office.call("GET", f"/runs/{run}/rows.xlsx", account="stranger")
    assert (answer.status_code, answer.json()["key"]) == (404, "run_unknown")


async def test_rows_of_a_run_without_a_file_are_done_again_where_the_integration_bears_it(office: Any) -> None:
    run = await ended(office, good(0, outside_id="o-0"), bad(1, outside_id="o-1"), bad(2))
    assert await office.runs.outside_ids(DEMO, run, [0, 1, 2, 9]) == {0: "o-0", 1: "o-1"}
    assert await office.runs.outside_ids(AccountId("stranger"), run, [0, 1]) == {}
    answer = await office.call("POST", f"/runs/{run}/retry", json={"all_rejected": True})
    assert (answer.status_code, answer.json()["key"]) == (409, "retry_without_file")

    shop = dataclasses.replace(office.integrations.get("shop"), repeatable=frozenset({RunKind.IMPORT_ORDERS}))
    retries = Retries(office.runs, office.connections, Integrations(shop), office.files)
    again = await retries.queue(DEMO, run, [1], by="u", idempotency_key=None)
    assert (again["attempt_of"], again["only"], again["file"]) == (run, [1], None)
    claimed = await office.claimed()
    await office.record(claimed, Page((good(1, outside_id="o-1"),), Tally(seen=1, created=1), 2, 1, 1))
    await office.finish(claimed)
    assert await office.runs.open_rejected(DEMO, run) == [2]
