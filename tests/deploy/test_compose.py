"""docker-compose.yml: right by the specification, complete, closed to the outside, given what the code reads."""

import importlib
import json
import re
from pathlib import Path
from typing import Any

import yaml
from compose_spec import PyCompose

from devstack import SERVICES
from gateway import Gateway
from mail_intake.adapters.mailbox.threads import THREADS
from service_kit.settings import Settings

ROOT = Path(__file__).parents[2]
NAMES = [service.name for service in SERVICES]
PARTS = ("migrate", "api", "worker")
ALONE = {"gateway", "rabbitmq", "mongodb", "mongodb-init", "prometheus", "grafana"}
JOBS = {"mongodb-init", *(f"{name}-migrate" for name in NAMES)}


def limits(service: dict[str, Any]) -> dict[str, Any]:
    return service["deploy"]["resources"]["limits"]


def test_the_file_is_right_by_the_specification(compose) -> None:
    shown = {key: value for key, value in compose.whole.items() if not key.startswith("x-")}
    parsed = PyCompose.from_json(json.dumps(shown))
    parsed.validate()
    assert set(parsed.service_names()) == set(compose.services)


def test_every_service_of_the_product_runs_as_api_and_worker_after_its_migration(compose) -> None:
    assert set(compose.services) == ALONE | {f"{name}-{part}" for name in NAMES for part in PARTS}
    for name in NAMES:
        parts = {part: compose.services[f"{name}-{part}"] for part in PARTS}
        assert {part["image"] for part in parts.values()} == {f"biz/{name}:dev"}
        assert {part["build"]["args"]["SERVICE"] for part in parts.values()} == {name}
        assert parts["migrate"]["command"] == ["migrate"]
        for role in ("api", "worker"):
            assert parts[role]["command"] == ["serve"]
            environment = compose.environment(f"{name}-{role}")
            assert (environment["BIZ_ROLE"], environment["BIZ_MIGRATE_AT_START"]) == (role, "false")
            assert parts[role]["depends_on"] == {f"{name}-migrate": {"condition": "service_completed_successfully"}}


def test_what_is_waited_for_exists_and_can_come_true(compose) -> None:
    for service in compose.services.values():
        for other, wanted in service.get("depends_on", {}).items():
            if wanted["condition"] == "service_healthy":
                assert "healthcheck" in compose.services[other]
            else:
                assert wanted["condition"] == "service_completed_successfully"
                assert other in JOBS


def test_nothing_may_do_more_than_it_must(compose) -> None:
    for name, service in compose.services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert {"cpus", "memory"} <= limits(service).keys(), name
        assert not {"privileged", "cap_add", "network_mode", "pid", "ipc", "devices"} & service.keys(), name
        assert "docker.sock" not in json.dumps(service), name
        assert service["restart"] == ("no" if name in JOBS else "unless-stopped"), name


def test_only_consoles_and_the_gateway_are_reached_from_this_machine_and_nothing_from_others(compose) -> None:
    published = {name: service["ports"] for name, service in compose.services.items() if "ports" in service}
    assert set(published) == {"gateway", "rabbitmq", "prometheus", "grafana"}
    for ports in published.values():
        assert all(port.startswith("127.0.0.1:") for port in ports)
    networks = compose.whole["networks"]
    assert networks["inner"] == {"internal": True}
    for name, service in compose.services.items():
        assert "inner" in service["networks"], name
        assert ("front" in service["networks"]) == (name in published), name
    outside = {name for name, service in compose.services.items() if "outside" in service["networks"]}
    assert outside == {f"{name}-{part}" for name in ("shop-sync", "mail-intake", "post-tracker") for part in PARTS}


def test_there_is_room_for_a_thread_of_each_mailbox(compose) -> None:
    for part in ("api", "worker"):
        assert limits(compose.services[f"mail-intake-{part}"])["pids"] >= 100 + THREADS


def test_replicas_can_be_added(compose) -> None:
    for service in compose.services.values():
        assert "container_name" not in service
        for volume in service.get("volumes", []):
            if service["image"].startswith("biz/"):
                assert ":" not in volume, "replicas must not share files"


def fields(name: str) -> set[str]:
    """The variables that a service reads."""
    module = importlib.import_module(f"{name.replace('-', '_')}.settings")
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Settings)]
    return {f"BIZ_{field.upper()}" for kind in kinds for field in kind.model_fields}


def test_the_code_reads_every_variable_that_it_is_given(compose) -> None:
    common = set(compose.whole["x-environment"])
    assert common <= {field for name in NAMES for field in fields(name)}
    for name in NAMES:
        for part in PARTS:
            given = compose.environment(f"{name}-{part}").keys()
            own = {key for key in given - common if not re.fullmatch(r"BIZ_KEK_\d+", key)}
            assert own <= fields(name)
            assert {"BIZ_AMQP_URL", "BIZ_MONGO_URL", "BIZ_FILES_KEY", "BIZ_KEK_1", "BIZ_JWKS_URL"} <= given


def test_the_gateway_passes_on_to_every_service_and_looks_its_replicas_up_again(compose, tmp_path: Path) -> None:
    args = compose.services["gateway"]["build"]["args"]
    assert args["SERVICES"].split() == NAMES
    addresses = {name: [f"{name}-api:8000"] for name in NAMES}
    Gateway("8080", addresses, Path("/gateway/www"), resolver="127.0.0.11").render(tmp_path)
    assert "resolver 127.0.0.11 valid=5s" in (tmp_path / "conf/nginx.conf").read_text()
    upstreams = (tmp_path / "conf/upstreams.conf").read_text()
    for name in NAMES:
        assert f"upstream {name} {{ zone {name} 64k; server {name}-api:8000 resolve;" in upstreams


def test_prometheus_asks_every_process(compose) -> None:
    scraped = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())["scrape_configs"]
    (services,) = [job for job in scraped if job["job_name"] == "services"]
    (discovered,) = services["dns_sd_configs"]
    assert set(discovered["names"]) == {f"{name}-{role}" for name in NAMES for role in ("api", "worker")}
    assert discovered["port"] == 8000


def test_files_that_are_mounted_exist(compose) -> None:
    for service in compose.services.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("./") and "/secrets/" not in source:
                assert (ROOT / source).exists(), source
