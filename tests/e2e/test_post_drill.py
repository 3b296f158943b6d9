"""3,000 parcels over two days: each is asked for when due, each change is told once, whoever dies meanwhile."""

import pytest
from post_days import Load, days_of_parcels

PARCELS, SINGLE = 3000, 12

pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.timeout(300)]


def test_parcels_are_asked_for_when_due_and_each_change_is_told_once_whoever_dies(tmp_path):
    counts = days_of_parcels(tmp_path, Load(PARCELS, SINGLE, per_ticket=250, days=1))
    assert counts.good, counts
    assert counts.done == PARCELS + SINGLE, counts
