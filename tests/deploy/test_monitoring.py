"""Alerts and dashboards ask for metrics that exist, with labels that they have."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

import dashboards
from devstack import SERVICES

ROOT = Path(__file__).parents[2]
ALERTS = ROOT / "deploy/prometheus/alerts.yml"
TARGET = {"job", "instance", "service", "role"}
QUEUE = {"queue", "vhost", "job", "instance"}
FOREIGN = {
    "up": TARGET,
    "process_resident_memory_bytes": TARGET,
    "process_cpu_seconds_total": TARGET,
    "rabbitmq_alarms_memory_used_watermark": {"job", "instance"},
    "rabbitmq_alarms_free_disk_space_watermark": {"job", "instance"},
    "rabbitmq_detailed_queue_messages_ready": QUEUE,
    "rabbitmq_detailed_queue_consumers": QUEUE,
}
"""What others tell: test_broker.py looks at RabbitMQ's, the rest are made by Prometheus and its client library."""


def known() -> dict[str, set[str]]:
    """The labels of each series by its name."""
    found = dict(FOREIGN)
    for service in SERVICES:
        for metric in dashboards.metrics_of(service):
            described = next(iter(metric.describe()))
            labels = TARGET | set(metric._labelnames)
            if described.type == "histogram":
                found[f"{described.name}_bucket"] = labels | {"le"}
                found[f"{described.name}_count"] = found[f"{described.name}_sum"] = labels
            else:
                found[described.name + ("_total" if described.type == "counter" else "")] = labels
    return found


def rules() -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]


def expressions() -> Iterator[tuple[str, str]]:
    for rule in rules():
        yield rule["alert"], rule["expr"]
    for file in sorted(dashboards.FOLDER.glob("*.json")):
        for panel in json.loads(file.read_text())["panels"]:
            for target in panel["targets"]:
                yield f"{file.name}: {panel['title']}", target["expr"].replace("$__rate_interval", "5m")


def asked(expression: str) -> list[promql_parser.VectorSelector]:
    """The series that an expression selects; ValueError when it is not PromQL."""
    found = []

    def note(node: promql_parser.Expr) -> None:
        if isinstance(node, promql_parser.VectorSelector):
            found.append(node)

    promql_parser.walk(promql_parser.parse(expression), pre_visit=note)
    return found


def test_every_expression_asks_for_series_and_labels_that_exist() -> None:
    series, wrong, count = known(), [], 0
    for where, expression in expressions():
        selectors = asked(expression)
        assert selectors, where
        count += 1
        for selector in selectors:
            labels = {matcher.name for matcher in selector.matchers.matchers}
            if selector.name not in series:
                wrong.append(f"{where}: no metric {selector.name}")
            elif unknown := labels - series[selector.name]:
                wrong.append(f"{where}: {selector.name} has no label {unknown}")
    assert wrong == []
    assert count > 100


def test_an_expression_with_a_metric_that_nobody_has_is_seen() -> None:
    assert [selector.name for selector in asked("sum by (x) (rate(biz_nothing_total[5m])) > 0.2 * biz_else")] == [
        "biz_nothing_total",
        "biz_else",
    ]


def test_dashboards_are_those_of_the_code() -> None:
    committed = {file.name: file.read_text() for file in dashboards.FOLDER.glob("*.json")}
    assert committed == dashboards.render(), "run tools/dashboards.py and commit"


def test_each_alert_tells_how_bad_it_is_and_where_to_read_on() -> None:
    for rule in rules():
        assert rule["labels"]["severity"] in {"page", "ticket", "info"}, rule["alert"]
        assert rule["annotations"]["summary"], rule["alert"]
        if (book := rule["annotations"].get("runbook")) or rule["labels"]["severity"] == "page":
            assert (ROOT / "docs/runbooks" / book).exists(), rule["alert"]


def test_grafana_finds_its_source_and_its_dashboards(compose) -> None:
    folder = ROOT / "deploy/grafana/provisioning"
    (source,) = yaml.safe_load((folder / "datasources/prometheus.yml").read_text())["datasources"]
    (provider,) = yaml.safe_load((folder / "dashboards/biz.yml").read_text())["providers"]
    volumes = dict(volume.split(":")[:2] for volume in compose.services["grafana"]["volumes"])
    assert volumes["./deploy/grafana/dashboards"] == provider["options"]["path"]
    used = set(re.findall(r'"uid": "(prometheus)"', (dashboards.FOLDER / "overview.json").read_text()))
    assert used == {source["uid"]}
    assert source["url"] == "http://prometheus:9090"


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed (Debian: prometheus)")
def test_alerts_fire_when_they_should() -> None:
    done = subprocess.run(
        ["promtool", "test", "rules", "alerts_test.yml"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
