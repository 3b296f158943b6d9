"""Which fields of a settings model are secrets, and how such fields are reached in a dumped model."""

import copy
import functools
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, SecretStr

FieldPath = tuple[str, ...]


@functools.cache
def secret_paths(model: type[BaseModel]) -> tuple[FieldPath, ...]:
    """Paths of the SecretStr fields of the model and of the models in it; TypeError for a secret inside a list."""
    return tuple(_paths(model))


def _paths(model: type[BaseModel]) -> Iterator[FieldPath]:
    for name, field in model.model_fields.items():
        for kind in _alternatives(field.annotation):
            if kind is SecretStr:
                yield (name,)
            elif isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from ((name, *rest) for rest in _paths(kind))
            elif any(_holds_secret(inner) for inner in typing.get_args(kind)):
                raise TypeError(f"{model.__name__}.{name}: an empty secret of a list could not be kept")


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    """The members of a union, bare; else the annotation itself."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _alternatives(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return tuple(kind for inner in typing.get_args(annotation) for kind in _alternatives(inner))
    return (annotation,)


def _holds_secret(annotation: Any) -> bool:
    for kind in _alternatives(annotation):
        if kind is SecretStr or any(_holds_secret(inner) for inner in typing.get_args(kind)):
            return True
        if isinstance(kind, type) and issubclass(kind, BaseModel) and secret_paths(kind):
            return True
    return False


def at(config: Mapping[str, Any], path: FieldPath) -> Any:
    """What stands at the path; None when nothing does."""
    found: Any = config
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def with_values(config: Mapping[str, Any], values: Mapping[FieldPath, Any]) -> dict[str, Any]:
    """A copy with these values; a path whose surroundings are not there is left out."""
    made = copy.deepcopy(dict(config))
    for path, value in values.items():
        around = at(made, path[:-1])
        if isinstance(around, dict):
            around[path[-1]] = value
    return made
