"""Texts of the kit: every key whole, no key taken twice, details put in without surprises."""

import json
from pathlib import Path

import pytest

from service_kit.texts import Texts


def write(folder: Path, name: str, *keys: str) -> Path:
    file = folder / name
    file.write_text(json.dumps({key: {"what": f"{key} {{n}}", "why": "w", "do": "d"} for key in keys}), "utf-8")
    return file


def test_a_key_of_two_files_is_refused_with_the_name_of_the_file(tmp_path: Path) -> None:
    one, two = write(tmp_path, "one.json", "a", "b"), write(tmp_path, "two.json", "b", "c")
    with pytest.raises(ValueError, match=r"two\.json.*'b'"):
        Texts([one, two])


def test_a_service_may_not_take_a_key_of_the_kit(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not_found"):
        Texts([write(tmp_path, "one.json", "not_found")])


def test_a_detail_that_is_missing_leaves_a_gap_and_braces_in_details_stay(tmp_path: Path) -> None:
    texts = Texts([write(tmp_path, "one.json", "a")])
    assert texts.get("a").what == "a …"
    assert texts.get("a", {"n": "{x}"}).what == "a {x}"
    assert texts.get("a", {"n": 5}).whole == "a 5 w d"


def test_membership_tells_whether_a_key_has_texts() -> None:
    assert "not_found" in Texts()
    assert "nothing" not in Texts()
