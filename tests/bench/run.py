"""`make bench`: each figure beside its limit, measured in the same run; the ratio is the result."""

import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "drills"), str(HERE.parents[1] / "tools"), str(HERE.parents[1])]

import batch_consumer  # noqa: E402  # found by the line above
import goods_exchange  # noqa: E402
import goods_out  # noqa: E402
import growth  # noqa: E402
import live  # noqa: E402
import marketplace  # noqa: E402
import orders_in  # noqa: E402

FOLDER = Path(__file__).parents[2] / ".local" / "bench"


def main() -> None:
    """Measure, print, and keep the figures in `.local/bench.json`."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    print(f"machine: {orders_in.describe()}", flush=True)
    report = {
        "orders in": orders_in.measure(FOLDER),
        "goods out": goods_out.measure(FOLDER / "goods"),
        "goods to a shop": goods_exchange.measure(FOLDER / "exchange"),
        "batch consumer": batch_consumer.measure(FOLDER / "consumer"),
        "200 widgets": marketplace.measure(FOLDER / "marketplace"),
        "live": live.measure(FOLDER / "live"),
        "growth": growth.measure(FOLDER / "growth"),
    }
    for name, figures in report.items():
        print(name, flush=True)
        for figure, value in figures.items():
            print(f"  {figure:32} {value}")
    (FOLDER.parent / "bench.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
