"""Ids sort by the time of making, also those made within one millisecond."""

import time
import uuid

import pytest

from service_kit.ids import made_at, new_id


def test_ids_made_one_after_the_other_sort_so():
    ids = [new_id() for _ in range(20_000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


def test_id_is_a_uuid_of_version_7_that_tells_when_it_was_made():
    before = time.time()
    made = new_id()
    assert (uuid.UUID(made).version, uuid.UUID(made).variant) == (7, uuid.RFC_4122)
    assert made_at(made) == pytest.approx(before, abs=1)
