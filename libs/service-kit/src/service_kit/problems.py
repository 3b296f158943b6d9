"""Errors over HTTP: problem+json (RFC 9457) in Russian, with a stable key; never a stack trace or foreign data."""

import math
from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from service_kit.errors import BizError, ConfigError, DataError, TransientError
from service_kit.mongo import PyMongoError, is_outage
from service_kit.texts import Texts

log = structlog.get_logger("http")

_BY_STATUS = {
    401: "not_authenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
}

_FIELD_TEXTS = {
    "missing": "Обязательное поле",
    "extra_forbidden": "Лишнее поле",
    "string_too_short": "Слишком короткое значение",
    "string_too_long": "Слишком длинное значение",
    "enum": "Выберите значение из списка",
    "literal_error": "Выберите значение из списка",
    "int_parsing": "Нужно целое число",
    "decimal_parsing": "Нужно число",
    "decimal_type": "Нужно число",
    "finite_number": "Нужно число",
    "decimal_max_places": "Слишком много знаков после запятой",
    "greater_than": "Слишком маленькое число",
    "greater_than_equal": "Слишком маленькое число",
    "less_than": "Слишком большое число",
    "less_than_equal": "Слишком большое число",
    "too_short": "Слишком короткий список",
    "too_long": "Слишком длинный список",
    "date_from_datetime_parsing": "Нужна дата: ГГГГ-ММ-ДД",
    "bool_parsing": "Нужно «да» или «нет»",
    "string_type": "Нужна строка",
    "json_invalid": "Запрос не читается как JSON",
}


class FieldError(BaseModel):
    """What is wrong with one field: its path below the body, a stable key, and Russian words."""

    loc: list[str]
    key: str
    msg: str


class ProblemBody(BaseModel):
    """The body of every answer that is a failure: `title` says what happened, `detail` why and what to do (Russian).

    `key` is stable, for programs; `errors` is there only when single fields are wrong.
    """

    type: str
    title: str
    status: int
    key: str
    detail: str
    errors: list[FieldError] | None = None


class Problem(BizError):
    """An answer with the given HTTP status; `errors` name single fields ({loc, key, msg})."""

    def __init__(self, status: int, key: str, /, errors: list[dict[str, Any]] | None = None, **details: object) -> None:
        super().__init__(key, **details)
        self.status = status
        self.errors = errors or []


class NotFound(Problem):
    """404: the record does not exist or belongs to another account; the two are not told apart."""

    def __init__(self, key: str = "not_found", /, **details: object) -> None:
        super().__init__(404, key, None, **details)


def field_errors(errors: Any) -> list[dict[str, Any]]:
    """Pydantic errors as {loc, key, msg}, without the values that were given; places in the body begin below it."""
    return [
        {
            "loc": [str(part) for part in (error["loc"][1:] if error["loc"][:1] == ("body",) else error["loc"])],
            "key": error["type"],
            "msg": _FIELD_TEXTS.get(error["type"], "Неверное значение"),
        }
        for error in errors
    ]


def install(app: FastAPI, texts: Texts) -> None:
    """Answer every failure of `app` with problem+json."""

    def answer(
        status: int,
        key: str,
        details: Mapping[str, object],
        errors: list[dict[str, Any]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> JSONResponse:
        text = texts.get(key, details)
        body = {"type": "about:blank", "title": text.what, "status": status, "key": key}
        body["detail"] = f"{text.why} {text.do}".strip()
        if errors:
            body["errors"] = errors
        return JSONResponse(body, status, headers, media_type="application/problem+json")

    async def known(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, BizError)  # noqa: S101  # registered for this class
        retry_after = getattr(error, "retry_after", None)
        headers = {"Retry-After": str(math.ceil(retry_after))} if retry_after else None
        return answer(_status(error), error.key, error.details, getattr(error, "errors", None), headers)

    async def invalid(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for this class
        return answer(422, "invalid_input", {}, field_errors(error.errors()))

    async def http(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101  # registered for this class
        key = _BY_STATUS.get(error.status_code, "invalid_input")
        return answer(error.status_code, key, {"detail": error.detail}, headers=error.headers)

    async def storage(request: Request, error: Exception) -> JSONResponse:
        if is_outage(error):
            return answer(503, "service_unavailable", {}, headers={"Retry-After": "5"})
        return await unknown(request, error)

    async def unknown(request: Request, error: Exception) -> JSONResponse:
        log.error("request failed", path=request.url.path, exc_info=error)
        return answer(500, "unexpected", {"key": "internal"})

    app.add_exception_handler(BizError, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(PyMongoError, storage)
    app.add_exception_handler(Exception, unknown)


def _status(error: BizError) -> int:
    if isinstance(error, Problem):
        return error.status
    if isinstance(error, DataError | ConfigError):
        return 404 if error.key.endswith("_unknown") else 413 if error.key.endswith("_too_large") else 422
    return 503 if isinstance(error, TransientError) else 500
