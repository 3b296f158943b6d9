"""Try it by hand: `python -m simulators.commerceml --port 8091`."""

import argparse
import threading

from simulators.commerceml.server import LOGIN, PASSWORD, running


def main() -> None:
    """Run a shop until Ctrl-C; tell how to log in."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8091)
    with running(port=arguments.parse_args().port) as shop:
        print(f"exchange: {shop.address}, login {LOGIN}, password {PASSWORD}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("stopped")


main()
