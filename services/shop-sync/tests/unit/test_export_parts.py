"""The parts of an export: what was sent read beside the goods, the report, groups with those inside them."""

import io
import json
from collections.abc import AsyncIterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_kit.runs.model import Result
from shop_sync.app.goods.report import ExportReport
from shop_sync.app.goods.sent import SentReader
from shop_sync.app.ports import SentGood
from shop_sync.domain.goods import with_subgroups


async def packs_of(refs: Sequence[str], size: int) -> AsyncIterator[Sequence[SentGood]]:
    for start in range(0, len(refs), size):
        yield [SentGood(ref, "", {}) for ref in refs[start : start + size]]


@given(
    refs=st.sets(st.integers(0, 60)),
    size=st.integers(1, 7),
    cuts=st.lists(st.integers(0, 60), max_size=6),
)
async def test_what_was_sent_is_given_once_and_not_before_its_time(refs: set[int], size: int, cuts: list[int]) -> None:
    ordered = [f"{ref:02d}" for ref in sorted(refs)]
    reader = SentReader(packs_of(ordered, size))
    given_: list[str] = []
    for cut in sorted(cuts):
        given_ += sorted(await reader.upto(f"{cut:02d}"))
        assert given_ == [ref for ref in ordered if ref <= f"{cut:02d}"]
    assert given_ + sorted(await reader.upto(None)) == ordered
    assert await reader.upto(None) == {}


def test_rows_beyond_the_table_go_to_the_file_and_rejected_ones_keep_their_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shop_sync.app.goods.report.SHOWN", 2)
    rest = io.BytesIO()
    report = ExportReport(rest)
    for number in range(4):
        report.add(Result.CREATED, f"p{number}", {"article": f"A-{number}", "name": "Кеды"})
    report.unchanged()
    report.add(Result.REJECTED, "p9", {"article": "A-9", "name": "Кеды"}, "good_without_price")
    assert [(row.number, row.where) for row in report.rows] == [(0, "A-0"), (1, "A-1"), (5, "A-9")]
    assert [json.loads(line)["where"] for line in rest.getvalue().splitlines()] == ["A-2", "A-3"]
    assert report.rest_count == 2
    tally = report.tally
    assert (tally.seen, tally.created, tally.unchanged, tally.rejected) == (6, 4, 1, 1)


def test_a_group_brings_those_inside_it_and_a_ring_of_groups_ends() -> None:
    parents = {"a": None, "b": "a", "c": "b", "x": None, "ring1": "ring2", "ring2": "ring1"}
    assert with_subgroups(["b"], parents) == {"b", "c"}
    assert with_subgroups(["a", "x"], parents) == {"a", "b", "c", "x"}
    assert with_subgroups(["ring1"], parents) == {"ring1", "ring2"}
    assert with_subgroups([], parents) == frozenset()
