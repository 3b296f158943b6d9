"""Refusals of the API."""

from collections.abc import Mapping, Sequence


class Refused(Exception):
    """The request is answered with `status`; `problems` by field are the body."""

    def __init__(self, status: int, problems: Mapping[str, Sequence[str]]) -> None:
        super().__init__(status, dict(problems))
        self.status = status
        self.problems = problems


def bad_request(why: str) -> Refused:
    """400: the request itself is malformed."""
    return Refused(400, {"error": [why]})


def not_found() -> Refused:
    """404: no such thing here."""
    return Refused(404, {"error": ["Not Found"]})


def invalid(field: str, why: str) -> Refused:
    """422 for one field. Chosen: by field, as Rails does it; the vendor does not tell the body."""
    return Refused(422, {field: [why]})
