"""Bench "post answer": parcels of a big batch answer read into histories, beside a bare lxml walk of the same bytes.

The walk parses the whole answer and looks at every attribute of it, and makes nothing of them.
"""

import io
import statistics
import time
from collections.abc import Callable

from lxml import etree

from post_tracker.connectors.pochta.soap.batch import read_parcels
from post_tracker.domain.pochta.standing import standing

PARCELS = 3000
ROUNDS = 7

_HEAD = (
    '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>'
    '<ns2:answerByTicketResponse xmlns:ns2="http://fclient.russianpost.org/postserver"'
    ' xmlns:ns3="http://fclient.russianpost.org"><value DatePreparation="17.09.2025 17:20:48">'
)
_TAIL = "</value></ns2:answerByTicketResponse></S:Body></S:Envelope>"
_WAY = (
    (1, 2, "Прием"),
    (8, 1, "Обработка"),
    (8, 3, "Обработка"),
    (8, 0, "Обработка"),
    (8, 4, "Обработка"),
    (8, 3, "Обработка"),
    (8, 0, "Обработка"),
    (8, 4, "Обработка"),
    (8, 3, "Обработка"),
    (8, 4, "Обработка"),
    (8, 2, "Обработка"),
    (2, 1, "Вручение"),
)


def measure(parcels: int = PARCELS, rounds: int = ROUNDS) -> dict[str, float]:
    """Parcels per second of reading and walk, medians of interleaved rounds, their ratio, and statuses per second."""
    body = answer(parcels)
    found: dict[str, list[float]] = {"read": [], "walk": [], "statuses": []}
    for _ in range(rounds):
        found["read"].append(parcels / _seconds(lambda: read(body)))
        found["walk"].append(parcels / _seconds(lambda: walk(body)))
        histories = [parcel.history for parcel in read_parcels(io.BytesIO(body))]
        found["statuses"].append(parcels / _seconds(lambda: [standing(history) for history in histories]))  # noqa: B023
    reading, walking, statuses = (statistics.median(found[way]) for way in ("read", "walk", "statuses"))
    return {
        "parcels": parcels,
        "megabytes": round(len(body) / 1024**2, 1),
        "read_per_s": round(reading),
        "limit_per_s": round(walking),
        "ratio": round(reading / walking, 3),
        "statuses_per_s": round(statuses),
    }


def answer(parcels: int) -> bytes:
    """An answer in which every parcel went the same way at times and places of its own."""
    return (_HEAD + "".join(_item(number) for number in range(parcels)) + _TAIL).encode()


def _item(number: int) -> str:
    steps = "".join(
        f'<ns3:Operation OperTypeID="{type_}" OperCtgID="{attr}" OperName="{name}"'
        f' DateOper="{1 + place:02d}.09.2025 {number % 24:02d}:{(number + place) % 60:02d}:00"'
        f' IndexOper="{100_000 + (number * 12 + place) % 50_000}"/>'
        for place, (type_, attr, name) in enumerate(_WAY)
    )
    return f'<ns3:Item Barcode="{80_000_000_000_000 + number}">{steps}</ns3:Item>'


def read(body: bytes) -> None:
    """What the service does with an answer."""
    if sum(len(parcel.history) for parcel in read_parcels(io.BytesIO(body))) % len(_WAY):
        raise SystemExit("operations were lost")


def walk(body: bytes) -> None:
    """Parse, and look at every attribute."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for element in etree.fromstring(body, parser).iter():
        for _name, _value in element.items():
            pass


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    print(measure())
