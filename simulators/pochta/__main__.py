"""Try it by hand: `python -m simulators.pochta --port 8091`."""

import argparse
import threading
from datetime import timedelta

from simulators.pochta.server import running
from simulators.pochta.store import Step, system_clock

NUMBER = "80084740397510"


def main() -> None:
    """Run the post until Ctrl-C; tell its address, a login and the number of a parcel."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8091)
    asked = arguments.parse_args()
    with running(port=asked.port) as post:
        start = system_clock()
        post.happens(
            NUMBER,
            Step(start, 1, 1, "Прием", "Единичный", "800847", "Астрахань 47"),
            Step(start + timedelta(minutes=5), 8, 2, "Обработка", "Прибыло в место вручения", "101000", "Москва"),
            Step(start + timedelta(minutes=10), 2, 1, "Вручение", "Вручение адресату", "101000", "Москва"),
        )
        print(f"Почта России: {post.url}, {post.user.login}:{post.user.password}, {NUMBER}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


main()
