"""Try it by hand: `python -m simulators.insales --port 8090 --orders 20`."""

import argparse
import threading

from simulators.insales.server import running


def main() -> None:
    """Run a shop until Ctrl-C; tell its address with the key."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8090)
    arguments.add_argument("--orders", type=int, default=0, help="orders to begin with")
    asked = arguments.parse_args()
    with running(port=asked.port) as shop:
        shop.add_orders(asked.orders)
        print(f"InSales: {shop.address}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


main()
