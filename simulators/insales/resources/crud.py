"""Resources that are plain rows: list, one, made, changed, removed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simulators.insales.fields import Convert, require, written
from simulators.insales.routing import Asked, Reply, Routes, done
from simulators.insales.store import Store
from simulators.insales.wire import Row

_TOLD = frozenset({"id", "created_at", "updated_at"})


def _free(store: Store, row: Row) -> None:
    """Whatever the fields allow."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A resource named `plural` in the path and `single` in bodies.

    `check` raises 422 for a row that would be wrong, `freed` for one that must not go, `changed` hears of every change.
    """

    plural: str
    single: str
    fields: Mapping[str, Convert]
    needs: tuple[str, ...]
    defaults: Mapping[str, object]
    check: Callable[[Store, Row], None] = _free
    freed: Callable[[Store, Row], None] = _free
    changed: Callable[[Store, Row], None] = _free

    @property
    def routes(self) -> Routes:
        """The five calls."""
        return {
            ("GET", self.plural): self.list_all,
            ("POST", self.plural): self.create,
            ("GET", f"{self.plural}/{{}}"): self.one,
            ("PUT", f"{self.plural}/{{}}"): self.update,
            ("DELETE", f"{self.plural}/{{}}"): self.delete,
        }

    def list_all(self, asked: Asked) -> Reply:
        """All rows, in the order of ids."""
        return Reply(list(asked.store.tables[self.plural].values()), self.plural)

    def one(self, asked: Asked) -> Reply:
        """The row of the path."""
        return Reply(asked.store.one(self.plural, asked.ids[0]), self.single)

    def create(self, asked: Asked) -> Reply:
        """201 with the row."""
        row = {**self.defaults, **written(asked.body(self.single), self.fields, _TOLD)}
        require(row, *self.needs)
        self.check(asked.store, row)
        kept = asked.store.add(self.plural, row)
        self.changed(asked.store, kept)
        return Reply(kept, self.single, 201)

    def update(self, asked: Asked) -> Reply:
        """The row as it became."""
        row = asked.store.one(self.plural, asked.ids[0])
        wanted = {**row, **written(asked.body(self.single), self.fields, _TOLD)}
        require(wanted, *self.needs)
        self.check(asked.store, wanted)
        if wanted != row:
            row.update(wanted)
            asked.store.touch(row)
            self.changed(asked.store, row)
        return Reply(row, self.single)

    def delete(self, asked: Asked) -> Reply:
        """Gone for good: these have no recycle bin."""
        row = asked.store.one(self.plural, asked.ids[0])
        self.freed(asked.store, row)
        asked.store.drop(self.plural, row)
        self.changed(asked.store, row)
        return done()


def shown_only(plural: str, single: str) -> Routes:
    """A resource that the API shows and does not change here."""
    plain = Plain(plural, single, {}, (), {})
    return {("GET", plural): plain.list_all, ("GET", f"{plural}/{{}}"): plain.one}


def touched(store: Store, product: int) -> None:
    """Something of the product changed: `updated_at` of the product moves."""
    store.touch(store.one("products", product))
