"""Contracts are frozen: what was once published must be understood for ever, in both directions."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator

from contracts.events import EVENTS
from contracts.manifest import Manifest
from contracts.schemas import SAMPLES, SCHEMAS, revisions, schemas

NAMES = sorted([*EVENTS, "manifest"])


def model(name):
    return Manifest if name == "manifest" else EVENTS[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_model_has_a_new_schema_revision(name):
    stored = revisions(SCHEMAS, name)
    assert stored[max(stored)] == json.loads(json.dumps(schemas()[name])), "run `python -m contracts` and add a sample"


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_revision_has_a_sample(name):
    assert revisions(SAMPLES, name).keys() == revisions(SCHEMAS, name).keys()


@pytest.mark.parametrize("name", NAMES)
def test_old_samples_are_read_whole_by_the_present_model(name):
    for sample in revisions(SAMPLES, name).values():
        again = json.loads(model(name).model_validate(sample).model_dump_json())
        assert _kept(sample, again) == sample


def _kept(sample, found):
    """`found` without the fields that `sample` does not have: those that were added since."""
    if isinstance(sample, dict):
        return {key: _kept(value, found[key]) for key, value in sample.items() if key in found}
    if isinstance(sample, list) and len(sample) == len(found):
        return [_kept(*pair) for pair in zip(sample, found, strict=True)]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_old_schemas_accept_newer_samples_and_the_other_way_round(name):
    for schema in revisions(SCHEMAS, name).values():
        for sample in revisions(SAMPLES, name).values():
            Draft202012Validator(schema).validate(sample)


@pytest.mark.parametrize("name", NAMES)
def test_an_old_reader_bears_fields_that_it_does_not_know(name):
    sample = copy.deepcopy(revisions(SAMPLES, name)[1])
    sample["added_later"] = {"anything": 1}
    if "data" in sample:
        sample["data"]["added_later"] = "x"
    model(name).model_validate(sample)
    Draft202012Validator(revisions(SCHEMAS, name)[1]).validate(sample)


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_the_first_sample_fills_every_field(name):
    """A sample that leaves fields out would not notice that they were renamed."""
    assert sorted(_missing(revisions(SAMPLES, name)[1], revisions(SCHEMAS, name)[1])) == []


def _missing(sample, schema, root=None, path=""):
    root = root or schema
    if "$ref" in schema:
        yield from _missing(sample, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, path)
    elif "anyOf" in schema:
        options = [option for option in schema["anyOf"] if option.get("type") != "null"]
        if sample is None:
            yield path
        elif len(options) == 1:
            yield from _missing(sample, options[0], root, path)
    elif schema.get("type") == "object" and "properties" in schema:
        for name, inner in schema["properties"].items():
            if name not in sample:
                yield f"{path}.{name}"
            else:
                yield from _missing(sample[name], inner, root, f"{path}.{name}")
    elif schema.get("type") == "array" and sample:
        yield from _missing(sample[0], schema["items"], root, f"{path}[0]")
