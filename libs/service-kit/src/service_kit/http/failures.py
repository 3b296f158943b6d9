"""What a failed call means: for its connection's owner to mend, to be repeated later, or for one row to fail."""

import datetime as dt
import ssl
from email.utils import parsedate_to_datetime
from typing import Final

import httpx

from service_kit.errors import BizError, ConfigError, DataError, TransientError

LONGEST_PAUSE: Final = 3600.0
"""Seconds; a Retry-After beyond it is taken for this."""

BUSY_PAUSE: Final = 5.0
"""Seconds to pause after a 429 that does not say how long."""

OUTAGES: Final = frozenset(
    {"host_not_resolved", "outside_cut", "outside_failed", "outside_not_reached", "outside_timeout"}
)
"""Keys of failures that tell that a system is away."""

NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def of_status(response: httpx.Response, host: str, now: dt.datetime) -> BizError:
    """The failure that an answer other than 2xx tells."""
    status = response.status_code
    if status in (401, 403):
        return ConfigError("outside_login_refused", host=host, status=status)
    if status == 429:
        wait = retry_after(response, now)
        return TransientError("outside_busy", BUSY_PAUSE if wait is None else wait, host=host)
    if status == 408 or status >= 500:
        return TransientError("outside_failed", retry_after(response, now), host=host, status=status)
    if status in (404, 410):
        return DataError("outside_not_found", host=host)
    return DataError("outside_refused", host=host, status=status)


def of_exception(error: Exception, host: str) -> BizError:
    """The failure behind an exception of httpx or a time-out; whatever is unknown is raised again."""
    match error:
        case httpx.TimeoutException() if not isinstance(error, NOT_SENT):
            return TransientError("outside_timeout", host=host)
        case TimeoutError():
            return TransientError("outside_timeout", host=host)
        case httpx.ConnectError() if _about_tls(error):
            return ConfigError("outside_tls", host=host)
        case httpx.TransportError() if isinstance(error, NOT_SENT):
            return TransientError("outside_not_reached", host=host)
        case httpx.TransportError():
            return TransientError("outside_cut", host=host)
    raise error


def retry_after(response: httpx.Response, now: dt.datetime) -> float | None:
    """Seconds to wait by the header Retry-After (RFC 9110, 10.2.3: seconds or a date); None without a usable one."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_PAUSE)
    try:
        date = parsedate_to_datetime(text)
    except (
        ValueError,
        TypeError,
        IndexError,
        OverflowError,
    ):  # what the standard library raises for texts that are none
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=dt.UTC)
    return min(max((date - now).total_seconds(), 0.0), LONGEST_PAUSE)


def _about_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
            return True
        error = error.__cause__ or error.__context__
    return False
