"""All events. `EVENTS` maps a routing key to its class: the one list that schemas, samples and AsyncAPI are made of."""

from typing import Any

from contracts.envelope import Event
from contracts.events import changed, connection, lead, marketplace, order, shipment

_MODULES = (order, lead, shipment, connection, marketplace, changed)

EVENTS: dict[str, type[Event[Any]]] = {
    cls.key: cls
    for module in _MODULES
    for cls in vars(module).values()
    if isinstance(cls, type) and issubclass(cls, Event) and cls.key and cls.__module__ == module.__name__
}
