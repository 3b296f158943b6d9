"""`make bench`: each figure beside its limit, measured in the same run; the ratio is the result."""

import json
import shutil
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "tools")]

import orders_in  # noqa: E402  # found by the line above

FOLDER = Path(__file__).parents[2] / ".local" / "bench"


def main() -> None:
    """Measure, print, and keep the figures in `.local/bench.json`."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    print(f"machine: {orders_in.describe()}", flush=True)
    report = {"orders in": orders_in.measure(FOLDER)}
    for name, figures in report.items():
        print(name, flush=True)
        for figure, value in figures.items():
            print(f"  {figure:32} {value}")
    (FOLDER.parent / "bench.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
