"""The limit of "200 widgets": a FastAPI app that gives out a file's bytes, in a process set up like a service.

`python bare.py PORT FILE`.
"""

import gc
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response

from service_kit.app import GC_OBJECTS


def create_app(body: bytes) -> FastAPI:
    """One route, no token, no middleware."""
    app = FastAPI()

    @app.get("/v1/widgets")
    async def widgets() -> Response:
        return Response(body, media_type="application/json")

    return app


if __name__ == "__main__":
    port, file = sys.argv[1:]
    gc.freeze()
    gc.set_threshold(GC_OBJECTS, 20, 50)
    app = create_app(Path(file).read_bytes())
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_config=None, access_log=False, loop="uvloop")
