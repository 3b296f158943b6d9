"""Pictures of products over HTTP, and catalogues that are uploaded and imported in the background."""

import asyncio
import os
import subprocess
import sys

import pytest
from catalogue_files import BOOTS, CREAM, OFFERS, PNG, archive, catalogue, xml

from contracts.events.changed import ProductsChanged
from platform_bridge.adapters.embedded.import_jobs import MongoImportJobs
from platform_bridge.app.import_jobs import ImportWorker
from platform_bridge.domain.catalogue import ref_of
from service_kit.files import Files
from service_kit.pictures import LIMIT

pytestmark = pytest.mark.mongo

IMAGES = "/v1/products/product-kan-0001/images"


@pytest.fixture
def worker(api):
    bridge = api.bridge
    files = Files(bridge.kit.mongo, "f" * 32)
    return ImportWorker(MongoImportJobs(bridge.kit.mongo), files, bridge.importing, bridge.kit.texts)


def local(url):
    return "/v1" + url.partition("/v1")[2]


async def test_picture_is_added_fetched_by_anybody_and_deleted(api, bench, owner):
    card = await api.ok("POST", IMAGES, owner, files={"file": ("тетрадь.png", PNG)})
    (image,) = card["images"]
    assert image["url"].startswith("http://127.0.0.1:8080/api/platform-bridge/v1/images/demo/")
    answer = await api.client.get(local(image["url"]))
    assert (answer.status_code, answer.content) == (200, PNG)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"]
    second = await api.ok("POST", IMAGES, owner, files={"file": ("2.png", PNG)})
    assert [one["sort"] for one in second["images"]] == [1, 2]
    await api.ok("DELETE", f"{IMAGES}/{image['ref']}", owner)
    assert (await api.client.get(local(image["url"]))).status_code == 404
    told = await bench.emitted(ProductsChanged)
    assert [len(event.data.rows[0].images) for event in told] == [1, 2, 1]
    refused = await api.refused("DELETE", f"{IMAGES}/{image['ref']}", owner)
    assert refused[:2] == (404, "image_unknown")


async def test_address_with_another_signature_or_account_shows_nothing(api, owner):
    (image,) = (await api.ok("POST", IMAGES, owner, files={"file": ("1.png", PNG)}))["images"]
    path, _, sign = local(image["url"]).partition("?sign=")
    for wrong in (
        path,
        f"{path}?sign={'0' * 64}",
        f"{path.replace('/demo/', '/other/')}?sign={sign}",
        f"{path}?sign=ы",
    ):
        answer = await api.client.get(wrong)
        assert (answer.status_code, answer.json()["key"]) == (404, "image_unknown")


@pytest.mark.parametrize(
    ("content", "status", "key"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "image_wrong_type"),
        (b"", 422, "image_wrong_type"),
        (b"GIF89a" + b"0" * LIMIT, 413, "image_too_large"),
    ],
)
async def test_what_is_no_picture_is_refused(api, bench, owner, *, content, status, key):
    before = len(await bench.documents("files.files"))
    assert (await api.refused("POST", IMAGES, owner, files={"file": ("x.png", content)}))[:2] == (status, key)
    assert len(await bench.documents("files.files")) == before


async def test_pictures_of_foreign_products_cannot_be_changed(api, bench, owner, stranger):
    (image,) = (await api.ok("POST", IMAGES, owner, files={"file": ("1.png", PNG)}))["images"]
    assert (await api.refused("POST", IMAGES, stranger, files={"file": ("1.png", PNG)}))[0] == 404
    assert (await api.refused("DELETE", f"{IMAGES}/{image['ref']}", stranger))[0] == 404
    assert (await api.client.get(local(image["url"]))).status_code == 200
    assert await bench.documents("files.files", **{"metadata.account": "other"}) == []


async def test_demo_goods_have_pictures(api):
    headers = await api.token()
    card = await api.ok("GET", "/v1/products/product-kro-0001", headers)
    # the bench seeds with an address of its own
    assert len(card["product"]["images"]) == 2
    for image in card["product"]["images"]:
        answer = await api.client.get(local(image["url"]))
        assert answer.content.startswith(b"\x89PNG")


async def test_deleted_product_takes_its_pictures_along(api, bench, owner):
    (image,) = (await api.ok("POST", IMAGES, owner, files={"file": ("1.png", PNG)}))["images"]
    for store in ("store-main", "store-shop"):
        body = {"product_ref": "product-kan-0001", "store_ref": store, "total": "0"}
        await api.ok("PUT", "/v1/stock", owner, json=body)
    await api.ok("DELETE", "/v1/products/product-kan-0001", owner)
    assert await bench.documents("files.files", _id=image["ref"]) == []


async def test_catalogue_is_uploaded_and_imported(api, bench, owner, stranger, worker):
    whole = archive(import_xml=xml(catalogue(BOOTS, CREAM)), import_files__9d__boots_png=PNG)
    parts = [("file", ("webdata.zip", whole)), ("file", ("offers.xml", xml(OFFERS)))]
    keyed = {**owner, "Idempotency-Key": "k-1"}
    answer = await api.client.post("/v1/catalogue-imports", files=parts, headers=keyed)
    job = answer.json()
    assert (answer.status_code, job["state"]) == (202, "queued")
    again = await api.ok("POST", "/v1/catalogue-imports", keyed, files=parts)
    assert again["id"] == job["id"]
    assert await worker.step()
    assert not await worker.step()
    done = await api.ok("GET", f"/v1/catalogue-imports/{job['id']}", owner)
    assert (done["state"], done["counts"]["products_created"], done["counts"]["prices_created"]) == ("success", 2, 2)
    assert [one["error"] for one in done["files"]] == [None, None]
    card = await api.ok("GET", f"/v1/products/{ref_of('product', 'boots')}", owner)
    assert (await api.client.get(local(card["product"]["images"][0]["url"]))).content == PNG
    assert await bench.documents("files.files", filename="webdata.zip") == []
    assert [one["id"] for one in (await api.ok("GET", "/v1/catalogue-imports", owner))["items"]] == [job["id"]]
    assert (await api.refused("GET", f"/v1/catalogue-imports/{job['id']}", stranger))[0] == 404
    assert (await api.ok("GET", "/v1/catalogue-imports", stranger))["items"] == []


async def test_broken_file_is_told_beside_the_good_one(api, owner, worker):
    parts = [("file", ("bad.xml", b"<html>")), ("file", ("good.xml", xml(catalogue(CREAM))))]
    job = await api.ok("POST", "/v1/catalogue-imports", owner, files=parts)
    await worker.step()
    done = await api.ok("GET", f"/v1/catalogue-imports/{job['id']}", owner)
    assert (done["state"], done["counts"]["products_created"]) == ("partial", 1)
    assert [one["error"] and one["error"]["key"] for one in done["files"]] == ["xml_html", None]
    only = await api.ok("POST", "/v1/catalogue-imports", owner, files=parts[:1])
    await worker.step()
    assert (await api.ok("GET", f"/v1/catalogue-imports/{only['id']}", owner))["state"] == "failed"


async def test_import_of_a_dead_worker_is_done_by_the_next_one(api, bench, owner, worker):
    job = await api.ok("POST", "/v1/catalogue-imports", owner, files=[("file", ("c.xml", xml(catalogue(CREAM))))])
    jobs = MongoImportJobs(bench.mongo)
    claimed, lease = await jobs.claim()
    assert await jobs.claim() is None
    await bench.mongo["catalogue_imports"].update_one({}, {"$set": {"lease_until": claimed.created_at}})
    assert await worker.step()
    assert not await jobs.tell(claimed, lease, {})
    assert (await api.ok("GET", f"/v1/catalogue-imports/{job['id']}", owner))["state"] == "success"


async def test_import_without_files_is_refused(api, owner):
    refused = await api.refused("POST", "/v1/catalogue-imports", owner, files={"note": (None, "x")})
    assert refused[:2] == (422, "catalogue_no_files")


async def test_catalogue_is_imported_by_command(bench, mongo_url, mongo_database, tmp_path):
    file = tmp_path / "import.xml"
    file.write_bytes(xml(catalogue(BOOTS, CREAM)))
    environment = {
        **os.environ,
        "BIZ_AMQP_URL": "amqp://unused",
        "BIZ_MONGO_URL": mongo_url,
        "BIZ_MONGO_DATABASE": mongo_database,
        "BIZ_FILES_KEY": "f" * 32,
        "BIZ_KEK_1": "a" * 43 + "=",
    }

    async def run(*arguments):
        command = [sys.executable, "-m", "platform_bridge", "import-catalogue", *arguments]
        return await asyncio.to_thread(
            subprocess.run, command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    done = await run("demo", str(file))
    assert (done.returncode, done.stdout) == (0, "directories_created: 1\nproducts_created: 2\n")
    assert len(await bench.emitted(ProductsChanged)) == 1
    unknown = await run("nobody", str(file))
    assert (unknown.returncode, "nobody" in unknown.stderr) == (1, True)
