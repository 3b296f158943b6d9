"""One bad order of a file: mended and done again alone, and the first report tells that it is cured."""

import pytest
from shop_files import document, file_of, line

from service_kit.testing.process import wait_for

pytestmark = pytest.mark.e2e


def test_a_refused_order_is_done_again_alone_and_cured_in_the_first_report(owner):
    product, connection = "product-tur-0003", owner.connect()
    link = {"outside_id": "old-9", "product": product}
    owner.call("POST", "shop-sync", f"connections/{connection}/goods-links", json=link)
    owner.call("PATCH", "platform-bridge", f"products/{product}", json={"archived": True})
    goods = line(Ид="old-9", Наименование="Термос старый")
    first = owner.load(connection, file_of(document("Y1"), document("Y2", line(), goods), document("Y3")))
    assert (first["status"], first["open_rejected"]) == ("partial", 1)

    owner.call("PATCH", "platform-bridge", f"products/{product}", json={"archived": False})
    body = {"all_rejected": True}
    again = owner.call("POST", "shop-sync", f"runs/{first['id']}/retry", json=body)
    assert (again["trigger"], again["attempt_of"]) == ("retry", first["id"])

    def done():
        run = owner.call("GET", "shop-sync", f"runs/{again['id']}")
        return run if run["finished_at"] else None

    run = wait_for(done, 30, "the retry is over")
    assert (run["status"], run["counts"]["seen"], run["counts"]["created"]) == ("success", 1, 1)
    assert owner.order(connection, "Y2") is not None
    report = owner.call("GET", "shop-sync", f"runs/{first['id']}")
    assert (report["counts"]["rejected"], report["open_rejected"]) == (1, 0)
    (row,) = [row for row in owner.rows(first["id"]) if row["title"] == "Y2"]
    assert row["cured_by"] == again["id"]
    answer = owner.raw("POST", "shop-sync", f"runs/{first['id']}/retry", json=body)
    assert (answer.status_code, answer.json()["key"]) == (409, "nothing_to_retry")
