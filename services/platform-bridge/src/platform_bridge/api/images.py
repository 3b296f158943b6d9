"""Pictures of products."""

from typing import Annotated

from fastapi import APIRouter, Query, Response, UploadFile
from fastapi.responses import StreamingResponse

from contracts.rows.goods import ProductRow
from platform_bridge.adapters.embedded.images import Images
from platform_bridge.api.callers import shown
from platform_bridge.app.images import KeepImages
from service_kit.parameters import Employee

_FOR_EVER = "public, max-age=31536000, immutable"


def images_router(images: Images, keep: KeepImages) -> APIRouter:
    """Everybody may fetch a picture by its signed address; employees add and delete."""
    router = APIRouter(prefix="/v1", tags=["images"])

    @router.get("/images/{account}/{ref}", response_class=StreamingResponse)
    async def download(account: str, ref: str, sign: Annotated[str, Query(max_length=64)] = "") -> StreamingResponse:
        about, chunks = await images.open(account, ref, sign)
        headers = {
            "Content-Length": str(about["size"]),
            "Cache-Control": _FOR_EVER,
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        return StreamingResponse(chunks, media_type=about["content_type"], headers=headers)

    @router.post("/products/{ref}/images", status_code=201, response_model_exclude_none=True)
    async def add(caller: Employee, ref: str, file: UploadFile, response: Response) -> ProductRow:
        kept = await keep.add(caller.account, ref, (file.filename or "image")[:200], file.file)
        return shown(kept, "product_unknown", response)

    @router.delete("/products/{ref}/images/{image}", status_code=204)
    async def remove(caller: Employee, ref: str, image: str) -> None:
        await keep.remove(caller.account, ref, image)

    return router
