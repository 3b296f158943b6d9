"""/admin/products/:id/images: by address (`src`) or as base64 (`attachment`).

The address is not fetched, only judged by its form: a stand-in calls nobody but webhooks.
"""

import base64
import binascii
from typing import Any, Final

from simulators.insales.errors import invalid, not_found
from simulators.insales.fields import Convert, text, whole, written
from simulators.insales.resources.crud import touched
from simulators.insales.routing import Asked, Reply, Routes, done
from simulators.insales.store import Store
from simulators.insales.wire import Row


def _attachment(value: Any) -> bytes:
    try:
        return base64.b64decode(str(value), validate=True)
    except binascii.Error as error:
        raise ValueError("не является base64") from error


def _source(value: Any) -> str:
    if not str(value).startswith(("http://", "https://")):
        raise ValueError("не является адресом")
    return str(value)


IMAGE: Final[dict[str, Convert]] = {
    "src": _source,
    "attachment": _attachment,
    "title": text,
    "filename": text,
    "position": whole,
}


def new_image(store: Store, product: Row, fields: Row) -> Row:
    """Keep an image; `size` is that of the attachment, `external_id` the address it came from."""
    if not fields.get("src") and not fields.get("attachment"):
        raise invalid("image", "нужен src или attachment")
    position = fields.get("position") or len(store.where("images", product_id=product["id"])) + 1
    filename = fields.get("filename") or (fields.get("src") or "picture.jpg").rpartition("/")[2]
    number = store.new_id()
    return store.add(
        "images",
        {
            "id": number,
            "product_id": product["id"],
            "position": position,
            "title": fields.get("title"),
            "filename": filename,
            "external_id": fields.get("src"),
            "size": len(fields.get("attachment", b"")),
            "url": f"https://static.insales.invalid/images/products/{number}/{filename}",
        },
    )


def _image(asked: Asked) -> Row:
    row = asked.store.one("images", asked.ids[1])
    if row["product_id"] != int(asked.ids[0]):
        raise not_found()
    return row


def _list(asked: Asked) -> Reply:
    product = asked.store.one("products", asked.ids[0])
    return Reply(asked.store.where("images", product_id=product["id"]), "images")


def _one(asked: Asked) -> Reply:
    return Reply(_image(asked), "image")


def _create(asked: Asked) -> Reply:
    product = asked.store.one("products", asked.ids[0])
    image = new_image(asked.store, product, written(asked.body("image"), IMAGE))
    touched(asked.store, product["id"])
    return Reply(image, "image", 201)


def _update(asked: Asked) -> Reply:
    """Chosen: the picture itself is not replaced, a new one is to be made."""
    row = _image(asked)
    row.update(written(asked.body("image"), {"title": text, "position": whole}))
    asked.store.touch(row)
    touched(asked.store, row["product_id"])
    return Reply(row, "image")


def _delete(asked: Asked) -> Reply:
    row = _image(asked)
    asked.store.drop("images", row)
    touched(asked.store, row["product_id"])
    return done()


ROUTES: Final[Routes] = {
    ("GET", "products/{}/images"): _list,
    ("POST", "products/{}/images"): _create,
    ("GET", "products/{}/images/{}"): _one,
    ("PUT", "products/{}/images/{}"): _update,
    ("DELETE", "products/{}/images/{}"): _delete,
}
