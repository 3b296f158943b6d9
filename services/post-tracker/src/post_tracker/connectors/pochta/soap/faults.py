"""What the services say when they do not answer: faults by the name of their detail, errors by their number.

Their texts differ from the published ones and are not looked at.
"""

from collections.abc import Callable, Mapping
from typing import Final

from lxml import etree

from post_tracker.app.ports import NumberFailed, NumbersRefused
from service_kit.errors import BizError, ConfigError, DataError, TransientError
from service_kit.xml import local_name

NOTHING_KNOWN: Final = "12"


class Waiting(DataError):
    """`post_ticket_not_ready`: the answer is still being made."""


class Gone(DataError):
    """`post_ticket_expired`: the answer was kept for its time, and deleted."""


_ERRORS: Final[Mapping[str, Callable[[], BizError]]] = {
    "2": lambda: NumbersRefused("post_batch_format"),
    "3": lambda: ConfigError("post_login_refused"),
    "6": lambda: Waiting("post_ticket_not_ready"),
    "16": lambda: TransientError("post_inner_error"),
    "17": lambda: Gone("post_ticket_expired"),
    "18": lambda: NumbersRefused("post_batch_too_large"),
    "21": lambda: NumbersRefused("post_batch_number_too_long"),
}
"""By ErrorTypeID; of the published ones 20 (language) and 22 (name of a file) cannot come of our requests."""


def of_fault(fault: etree._Element) -> BizError:
    """The failure behind a fault of SOAP 1.1 or 1.2."""
    names = {local_name(element.tag) for element in fault.iter("{*}*")}
    if names & {"AuthorizationFault", "AuthorizationFaultReason", "PostalOrderEventsForMailFault"}:
        return ConfigError("post_login_refused")
    if names & {"LanguageFault", "LanguageFaultReason"}:
        return DataError("post_protocol_changed", told="LanguageFault")
    if names & {"OperationHistoryFault", "OperationHistoryFaultReason"}:
        # also said of a number in a wrong form, but those are not sent
        return NumberFailed("post_history_failed")
    return TransientError("post_fault")


def of_error(error: etree._Element) -> BizError:
    """The failure behind an `error` of a batch or an `Error` of one of its items."""
    number = error.get("ErrorTypeID", "").strip()
    make = _ERRORS.get(number)
    return make() if make else DataError("post_protocol_changed", told=number[:20] or "—")
