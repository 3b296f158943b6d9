"""What an error looks like to whoever called."""

import re

_RUSSIAN = re.compile(r"[а-яё]", re.IGNORECASE)


def check_problem(answer, status, key):
    """The answer is problem+json with this key and texts for a person."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["key"]) == (status, key)
    for text in (problem["title"], problem["detail"]):
        assert _RUSSIAN.search(text), problem
        assert "…" not in text.replace("<!DOCTYPE …>", ""), "a detail of the text was not given"
        assert "{" not in text, "a detail of the text was not put in"
