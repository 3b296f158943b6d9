"""Bench "post answer": parcels of a big batch answer read into histories, beside a bare lxml walk of the same bytes.

The walk parses the whole answer, asks every operation for its attributes, and makes nothing of them. Both are work of
one thread, counted in its time, in processes of their own: `python post_answer.py read|walk|statuses PARCELS`.
"""

import gc
import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from lxml import etree

from post_tracker.connectors.pochta.soap.batch import read_parcels
from post_tracker.domain.pochta.standing import standing
from post_tracker.domain.tracking import Parcel
from service_kit.app import GC_OBJECTS

PARCELS = 3000
ROUNDS = 3
TIMES = 7
TARGET = 0.6

_HEAD = (
    '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>'
    '<ns2:answerByTicketResponse xmlns:ns2="http://fclient.russianpost.org/postserver"'
    ' xmlns:ns3="http://fclient.russianpost.org"><value DatePreparation="17.09.2025 17:20:48">'
)
_TAIL = "</value></ns2:answerByTicketResponse></S:Body></S:Envelope>"
_ATTRIBUTES = ("OperTypeID", "OperCtgID", "OperName", "DateOper", "IndexOper")
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
    """Parcels per second of reading, walk and statuses, medians of interleaved rounds; the ratio of the first two."""
    found: dict[str, list[float]] = {"read": [], "walk": [], "statuses": []}
    for _ in range(rounds):
        for way, figures in found.items():
            figures.append(parcels / _process(way, parcels))
    reading, walking, statuses = (statistics.median(found[way]) for way in ("read", "walk", "statuses"))
    return {
        "parcels": parcels,
        "megabytes": round(len(answer(parcels)) / 1024**2, 1),
        "read_per_s": round(reading),
        "limit_per_s": round(walking),
        "ratio": round(reading / walking, 3),
        "target": TARGET,
        "statuses_per_s": round(statuses),
    }


def _process(way: str, parcels: int) -> float:
    done = subprocess.run([sys.executable, __file__, way, str(parcels)], capture_output=True, check=True, text=True)
    return float(done.stdout)


def seconds(way: str, parcels: int) -> float:
    """Seconds of one way, the median of several times; the first, which makes the process warm, is not counted."""
    body = answer(parcels)
    histories = [parcel.history for parcel in read(body)]
    if sum(map(len, histories)) != parcels * len(_WAY):
        raise SystemExit("operations were lost")
    acts: dict[str, Callable[[], object]] = {
        "read": lambda: read(body),
        "walk": lambda: walk(body),
        "statuses": lambda: [standing(history) for history in histories],
    }
    return statistics.median([_seconds(acts[way]) for _ in range(TIMES + 1)][1:])


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


def read(body: bytes) -> list[Parcel]:
    """What the client does with an answer."""
    return list(read_parcels(io.BytesIO(body)))


def walk(body: bytes) -> None:
    """Parse, and look at every operation."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for item in etree.fromstring(body, parser).iter("{*}Item"):
        item.get("Barcode")
        for operation in item:
            for name in _ATTRIBUTES:
                operation.get(name)


def _seconds(act: Callable[[], object]) -> float:
    started = time.thread_time()
    act()
    return time.thread_time() - started


if __name__ == "__main__":
    gc.freeze()  # as a service does when it starts
    gc.set_threshold(GC_OBJECTS, 20, 50)
    print(seconds(sys.argv[1], int(sys.argv[2])))
