"""`make bench`: each figure beside its limit, measured in the same run; the ratio is the result.

Ends with a failure when a part that names its target misses it.
"""

import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
TESTS, ROOT = HERE.parent, HERE.parents[1]
sys.path[:0] = [str(HERE), str(TESTS / "drills"), str(TESTS / "support"), str(ROOT / "tools"), str(ROOT)]

import batch_consumer  # noqa: E402  # found by the line above
import goods_exchange  # noqa: E402
import goods_out  # noqa: E402
import growth  # noqa: E402
import live  # noqa: E402
import mail_growth  # noqa: E402
import mail_intake_growth  # noqa: E402
import mail_letters  # noqa: E402
import marketplace  # noqa: E402
import orders_in  # noqa: E402
import post_answer  # noqa: E402
import post_growth  # noqa: E402

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
        "mail letters": mail_letters.measure(),
        "mail growth": mail_growth.measure(),
        "mail intake growth": mail_intake_growth.measure(FOLDER / "mail"),
        "post answer": post_answer.measure(),
        "post growth": post_growth.measure(FOLDER / "post"),
    }
    for name, figures in report.items():
        print(name, flush=True)
        for figure, value in figures.items():
            print(f"  {figure:32} {value}")
    (FOLDER.parent / "bench.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    missed = [name for name, figures in report.items() if _misses(figures)]
    if missed:
        raise SystemExit(f"beyond their limits: {', '.join(missed)}")


def _misses(figures: dict[str, float]) -> bool:
    """Whether the ratio is under the `target` or over the `most` that stand beside it."""
    ratio = figures.get("ratio", 1.0)
    return ratio < figures.get("target", ratio) or ratio > figures.get("most", ratio)


if __name__ == "__main__":
    main()
