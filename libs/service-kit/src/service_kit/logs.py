"""Logs: one JSON object a line on stdout. The event is a constant text, everything that varies is a field.

Never logged: payloads, phones, e-mails, names, tokens. Tracebacks come without local variables.
"""

import logging
import sys
from typing import Any

import structlog

HIDDEN = frozenset({"password", "secret", "token", "authorization", "cookie", "api_key", "key_secret", "sign", "hmac"})


def _redact(_: Any, __: str, event: Any) -> Any:
    return {name: "***" if name.lower() in HIDDEN else value for name, value in event.items()}


def configure(service: str, level: str) -> None:
    """Set up structlog over the standard logging for the whole process."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False)),
        _redact,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for noisy in ("aiormq", "aio_pika", "httpx", "httpcore", "pymongo", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(service=service)
