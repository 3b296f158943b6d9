"""What a failed step means: for the owner to mend, or to be tried later.

Words of servers are read only at the login, where the same NO stands for a wrong password and for a busy server
(response codes: RFC 5530; Gmail, Yandex and Mail.ru write words as well).
"""

import re
import ssl
from enum import StrEnum
from typing import Any, Final

from service_kit.errors import BizError, ConfigError, TransientError


class Step(StrEnum):
    """What is done in turn."""

    NAME = "name"
    TLS = "tls"
    LOGIN = "login"
    FOLDER = "folder"
    READING = "reading"


class StrangeAnswer(Exception):
    """The server sends more than was asked for, or what cannot be read."""


_BUSY_CODES: Final = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "THROTTLED", "OVERQUOTA"})
_REFUSAL_CODES: Final = frozenset({"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED", "CONTACTADMIN"})
_CODE: Final = re.compile(r"\[([A-Z]+)[^\]]*\]")
_BUSY: Final = re.compile(
    r"too many|rate limit|try (?:again|later)|temporar|internal (?:server )?error"
    r"|unavailable|busy|timed? ?out|overload",
    re.IGNORECASE,
)
_APP_PASSWORD: Final = re.compile(
    r"application-specific|app(?:lication)? password|parol[a-z]* (?:dlya )?(?:vneshn|prilo)"
    r"|пароль (?:для )?(?:внешн|прилож)",
    re.IGNORECASE,
)
_IMAP_OFF: Final = re.compile(r"imap (?:access )?is (?:not enabled|disabled)|not enabled for imap", re.IGNORECASE)


def of_login(answer: str, host: str, hint: str, *, token: bool) -> BizError:
    """Why a login was refused. What is not clearly a busy server is the owner's to mend: no try follows by itself."""
    code = next(iter(_CODE.findall(answer)), "")
    details: dict[str, Any] = {"host": host, "hint": hint, "step": Step.LOGIN.value}
    if _APP_PASSWORD.search(answer):
        return ConfigError("mail_app_password_needed", **details)
    if code in _BUSY_CODES or (code not in _REFUSAL_CODES and _BUSY.search(answer)):
        return TransientError("mail_server_busy", **details)
    if _IMAP_OFF.search(answer) and " or " not in answer.lower():
        return ConfigError("mail_imap_disabled", **details)
    return ConfigError("mail_token_refused" if token else "mail_login_refused", **details)


def of_exception(error: Exception, host: str, step: Step) -> BizError:
    """The failure behind an exception of sockets, TLS or imaplib; whatever is unknown is raised again."""
    details: dict[str, Any] = {"host": host, "step": step.value}
    match error:
        case StrangeAnswer():
            return ConfigError("mail_not_imap", **details)
        case ssl.SSLEOFError() | ssl.SSLZeroReturnError():
            return TransientError("mail_cut", **details)
        case ssl.SSLError() if step is Step.TLS:
            return ConfigError("mail_tls", **details)
        case TimeoutError():
            return TransientError("mail_timeout", **details)
        case OSError() if step is Step.TLS and not isinstance(error, ConnectionResetError | BrokenPipeError):
            return TransientError("mail_server_not_reached", **details)
        case OSError() | EOFError():
            return TransientError("mail_cut", **details)
    raise error


def of_answer(answer: str, host: str, step: Step) -> BizError:
    """The failure of a command other than the login that was answered by NO, BAD or BYE."""
    details: dict[str, Any] = {"host": host, "step": step.value}
    if step is Step.TLS and not _BUSY.search(answer):
        return ConfigError("mail_not_imap", **details)
    return TransientError("mail_server_busy", **details)


def of_name(error: BizError, host: str) -> BizError:
    """The guard's refusals in the words of mail."""
    keys = {
        "host_not_found": "mail_server_not_found",
        "host_not_resolved": "mail_server_not_resolved",
        "address_forbidden": "mail_server_forbidden",
        "address_invalid": "mail_server_not_found",
    }
    kind = TransientError if isinstance(error, TransientError) else ConfigError
    return kind(keys[error.key], host=host, step=Step.NAME.value) if error.key in keys else error
