"""Why a document is not read as an order."""


class Rejection(Exception):
    """Ends the mapping of one document; `key` names the text in `strings.ru.json`, `details` fill it."""

    def __init__(self, key: str, /, **details: object) -> None:
        super().__init__(key)
        self.key = key
        self.details = details
