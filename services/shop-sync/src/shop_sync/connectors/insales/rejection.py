"""Why an order of the shop is not taken over."""


class Rejection(Exception):
    """Ends the mapping of one order; `key` names the text in `strings.ru.json`, `details` fill it."""

    def __init__(self, key: str, /, **details: object) -> None:
        super().__init__(key)
        self.key = key
        self.details = details
