"""Write the Grafana dashboards: one for each service, made of the metrics that the code registers, and an overview.

`python tools/dashboards.py` writes deploy/grafana/dashboards; a test tells when that was forgotten.
"""

import importlib
import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any

from prometheus_client import Counter, Gauge, Histogram

from devstack import SERVICES, Service
from gateway import REPOSITORY
from service_kit import metrics as kit_metrics

FOLDER = REPOSITORY / "deploy/grafana/dashboards"
RATE = "[$__rate_interval]"
_COLUMNS, _WIDTH, _HEIGHT = 3, 8, 8

Panel = dict[str, Any]
Metric = Counter | Gauge | Histogram


def metrics_of(service: Service) -> list[Metric]:
    """The metrics of the kit, and those of the service's own module `metrics` when it has one."""
    own = f"{service.package}.metrics"
    modules = [kit_metrics, *([importlib.import_module(own)] if find_spec(own) else [])]
    found = {id(value): value for module in modules for value in vars(module).values() if isinstance(value, Metric)}
    return list(found.values())


def render() -> dict[str, str]:
    """The text of each file of the folder by its name."""
    boards = {"overview": _board("overview", "Overview", _overview())}
    for service in SERVICES:
        boards[service.name] = _board(service.name, service.name, _of_service(service))
    return {f"{name}.json": json.dumps(board, indent=1) + "\n" for name, board in boards.items()}


def _of_service(service: Service) -> Iterator[Panel]:
    mine = f'{{service="{service.name}"}}'
    queues = f'{{queue=~"{service.name}[.].*"}}'
    yield _panel("Processes that answer", "", [(f"sum by (role) (up{mine})", "{{role}}")])
    yield _panel("Messages that wait", "", [(f"rabbitmq_detailed_queue_messages_ready{queues}", "{{queue}}")])
    yield _panel("Consumers", "", [(f"rabbitmq_detailed_queue_consumers{queues}", "{{queue}}")])
    for metric in metrics_of(service):
        yield from _of_metric(metric, mine)
    yield _panel("Memory", "bytes", [(f"process_resident_memory_bytes{mine}", "{{role}} {{instance}}")])
    yield _panel("CPU", "percentunit", [(f"rate(process_cpu_seconds_total{mine}{RATE})", "{{role}} {{instance}}")])


def _of_metric(metric: Metric, mine: str) -> Iterator[Panel]:
    described = next(iter(metric.describe()))
    name, title, labels = described.name, described.documentation, metric._labelnames
    unit = "s" if name.endswith("_seconds") else ""
    match metric:
        case Counter():
            yield _panel(title, "cps", [(_sum(labels, f"rate({name}_total{mine}{RATE})"), _legend(labels))])
        case Gauge():
            yield _panel(title, unit, [(f"{name}{mine}", _legend((*labels, "role", "instance")))])
        case Histogram():
            # by status there would be more lines than one can tell apart
            kept = tuple(label for label in labels if label != "status")
            rate = _sum(("le", *kept), f"rate({name}_bucket{mine}{RATE})")
            quantiles = [(f"histogram_quantile({q}, {rate})", f"p{q * 100:g} {_legend(kept)}") for q in (0.5, 0.99)]
            yield _panel(title, unit, quantiles)
            yield _panel(
                f"{title}, how often", "cps", [(_sum(labels, f"rate({name}_count{mine}{RATE})"), _legend(labels))]
            )


def _overview() -> Iterator[Panel]:
    requests = "biz_http_request_seconds"
    yield _panel("Processes that answer", "", [('sum by (service, role) (up{job="services"})', "{{service}} {{role}}")])
    yield _panel("Requests", "reqps", [(_sum(("service",), f"rate({requests}_count{RATE})"), "{{service}}")])
    failed = _sum(("service",), f'rate({requests}_count{{status=~"5..",route!~"/health/.*"}}{RATE})')
    yield _panel("Answers 5xx", "reqps", [(failed, "{{service}}")])
    slow = _sum(("le", "service"), f"rate({requests}_bucket{RATE})")
    yield _panel("Time of answers, p99", "s", [(f"histogram_quantile(0.99, {slow})", "{{service}}")])
    yield _panel("Oldest event not sent", "s", [("max by (service) (biz_outbox_oldest_seconds)", "{{service}}")])
    yield _panel("Events sent", "cps", [(_sum(("service",), f"rate(biz_outbox_published_total{RATE})"), "{{service}}")])
    ready = 'topk(10, rabbitmq_detailed_queue_messages_ready{queue!~".*[.]dead"})'
    yield _panel("Messages that wait, ten longest queues", "", [(ready, "{{queue}}")])
    given_up = _sum(("service", "queue", "reason"), "increase(biz_dead_messages_total[1h])")
    yield _panel("Messages given up in an hour", "", [(given_up, "{{queue}} {{reason}}")])
    ended = _sum(("service", "status"), "increase(biz_runs_finished_total[1h])")
    yield _panel("Runs ended in an hour", "", [(ended, "{{service}} {{status}}")])
    health = 'max by (service, health) (biz_connections{health!="ok"})'
    yield _panel("Connections that are not well", "", [(health, "{{service}} {{health}}")])
    outside = _sum(("system", "code"), f"rate(biz_external_requests_total{RATE})")
    yield _panel("Calls of outside systems", "cps", [(outside, "{{system}} {{code}}")])
    memory = _sum(("service", "role"), 'process_resident_memory_bytes{job="services"}')
    yield _panel("Memory", "bytes", [(memory, "{{service}} {{role}}")])


def _sum(labels: Sequence[str], expression: str) -> str:
    return f"sum by ({', '.join(labels)}) ({expression})" if labels else f"sum({expression})"


def _legend(labels: Sequence[str]) -> str:
    return " ".join(f"{{{{{label}}}}}" for label in labels) or "all"


def _panel(title: str, unit: str, lines: Iterable[tuple[str, str]]) -> Panel:
    """A graph of `lines`: expression and legend of each."""
    targets = [
        {"refId": chr(ord("A") + number), "expr": expression, "legendFormat": legend}
        for number, (expression, legend) in enumerate(lines)
    ]
    return {
        "type": "timeseries",
        "title": title,
        "datasource": {"type": "prometheus", "uid": "prometheus"},
        "fieldConfig": {"defaults": {"unit": unit or "short", "min": 0}, "overrides": []},
        "targets": targets,
    }


def _board(name: str, title: str, panels: Iterable[Panel]) -> dict[str, Any]:
    placed = []
    for number, panel in enumerate(panels):
        row, column = divmod(number, _COLUMNS)
        place = {"x": column * _WIDTH, "y": row * _HEIGHT, "w": _WIDTH, "h": _HEIGHT}
        placed.append({"id": number + 1, "gridPos": place, **panel})
    return {
        "uid": f"biz-{name}",
        "title": title,
        "tags": ["biz"],
        "schemaVersion": 39,
        "editable": False,
        "refresh": "30s",
        "time": {"from": "now-1h", "to": "now"},
        "timezone": "browser",
        "links": [{"type": "dashboards", "tags": ["biz"], "asDropdown": True, "title": "Dashboards"}],
        "panels": placed,
    }


def main() -> None:
    """Write the files, and remove those of services that are gone."""
    files = render()
    for old in FOLDER.glob("*.json"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text)


if __name__ == "__main__":
    main()
