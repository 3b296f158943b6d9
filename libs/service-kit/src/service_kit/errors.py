"""The four kinds of failure. Each carries a stable key; the text for the user stands in `strings.ru.json` under it."""


class BizError(Exception):
    """Base: `key` names the text for the user, `details` are the values that the text shows."""

    def __init__(self, key: str, /, **details: object) -> None:
        super().__init__(key)
        self.key = key
        self.details = details


class ConfigError(BizError):
    """The connection's settings do not work (401, 403, wrong address): its owner must act, repeating is useless."""


class TransientError(BizError):
    """The other side is away or busy: repeat later, `retry_after` seconds from now when it said so."""

    def __init__(self, key: str, /, retry_after: float | None = None, **details: object) -> None:
        super().__init__(key, **details)
        self.retry_after = retry_after


class Postponed(TransientError):
    """The call was not made at all: the system is switched off, lost, or asked for a pause. Try after `retry_after`."""

    retry_after: float

    def __init__(self, key: str, /, retry_after: float, **details: object) -> None:
        super().__init__(key, retry_after, **details)


class DataError(BizError):
    """The data cannot be used: the row or the run fails, the others go on."""
