"""The drills that are quick enough for every run of the tests; `make drills` runs all of them."""

import shutil

import pytest
from all_drills import FAST
from drill import Nodes

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def nodes(rabbit, mongod, tmp_path_factory):
    """The servers of the whole run of tests; the drills bring them back as they found them."""
    folder = tmp_path_factory.mktemp("drills")
    yield Nodes(rabbit, mongod, folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("act", FAST, ids=lambda act: act.__name__)
async def test_nothing_is_lost_doubled_or_made_up(act, nodes):
    counts = await act(nodes)
    assert counts.good, counts
    assert counts.done > 0
