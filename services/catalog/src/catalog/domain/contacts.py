"""Phone and e-mail of somebody who asks for a connection."""

import re
from typing import Final

from service_kit.phones import with_country_code

_LABEL: Final = r"[^\s@<>,;:\"'().]{1,63}"
_EMAIL: Final = re.compile(rf"[^\s@<>,;:\"'()]{{1,64}}@(?:{_LABEL}\.)+(?!\d){_LABEL}")
_PHONE: Final = re.compile(r"\+?[\d\s().–-]+")
_SHORTEST: Final = 10
_LONGEST: Final = 15  # ITU-T E.164


def phone_of(text: str) -> str | None:
    """«8 (913) 000-00-00», «913 0000000» → +79130000000, others as +digits; None when it is no phone."""
    digits = re.sub(r"\D", "", text, flags=re.ASCII)
    if not _PHONE.fullmatch(text.strip()) or not _SHORTEST <= len(digits) <= _LONGEST:
        return None
    return f"+{digits if text.strip().startswith('+') else with_country_code(digits)}"


def email_of(text: str) -> str | None:
    """The address, lower case; None when it is none."""
    address = text.strip()
    return address.lower() if _EMAIL.fullmatch(address) else None
