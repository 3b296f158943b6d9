"""Render the nginx configuration of the API gateway for one installation (templates in deploy/gateway/conf)."""

import argparse
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
_TEMPLATES = REPOSITORY / "deploy/gateway/conf"
_MARK = re.compile(r"@([A-Z_]+)@")


@dataclass(frozen=True)
class Rates:
    """Requests a second, and how many more may come at once, before the gateway answers 429."""

    api: int = 20
    api_burst: int = 40
    hooks: int = 50
    hooks_burst: int = 100


USUAL_RATES = Rates()


@dataclass(frozen=True)
class Gateway:
    """One installation: where to listen, each service's replicas as `host:port`, folder of static files.

    `user` is the system user of the workers; it is needed (and allowed) only when nginx is started as root.
    With `resolver` (address of a DNS server) nginx looks the hosts up again every few seconds, so that replicas behind
    a name may come and go, and starts also while a name is unknown; it needs nginx 1.27.3.
    """

    listen: str
    upstreams: Mapping[str, Sequence[str]]
    root: Path
    rates: Rates = USUAL_RATES
    workers: str = "1"
    user: str | None = None
    resolver: str | None = None

    def render(self, out: Path) -> None:
        """Write the configuration and the folders it needs; `nginx_command` runs it."""
        for folder in ("conf", "logs", "run", "tmp"):
            (out / folder).mkdir(parents=True, exist_ok=True)
        rates = {
            "API_RATE": str(self.rates.api),
            "API_BURST": str(self.rates.api_burst),
            "HOOKS_RATE": str(self.rates.hooks),
            "HOOKS_BURST": str(self.rates.hooks_burst),
        }
        values = {
            **rates,
            "LISTEN": self.listen,
            "ROOT": str(self.root),
            "WORKERS": self.workers,
            "USER_LINE": f"user {self.user};" if self.user else "",
            "RESOLVER_LINE": f"resolver {self.resolver} valid=5s ipv6=off;" if self.resolver else "",
        }
        services = [
            {**rates, "SERVICE": name, "SERVERS": self._servers(name, addresses)}
            for name, addresses in sorted(self.upstreams.items())
        ]
        files = {
            "nginx.conf": _fill("nginx.conf.template", values),
            "upstreams.conf": "".join(_fill("upstream.conf.template", service) for service in services),
            "locations.conf": "".join(_fill("locations.conf.template", service) for service in services),
            "headers.conf": _fill("headers.conf", {}),
            "problem.conf": _fill("problem.conf", {}),
        }
        for name, text in files.items():
            (out / "conf" / name).write_text(text)

    def _servers(self, name: str, addresses: Sequence[str]) -> str:
        if self.resolver is None:
            return " ".join(f"server {address};" for address in addresses)
        return " ".join([f"zone {name} 64k;", *(f"server {address} resolve;" for address in addresses)])


def nginx_command(folder: Path) -> list[str]:
    """Return the command that runs nginx in the foreground on a rendered folder."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")  # not in the path of an ordinary user
    if nginx is None:
        raise FileNotFoundError("nginx is not installed: run `make setup`")
    return [nginx, "-p", str(folder), "-c", "conf/nginx.conf", "-e", "stderr"]


def static_root() -> Path:
    """Return the folder of the built console; FileNotFoundError while there is none."""
    console = REPOSITORY / "web/dist"
    if not (console / "index.html").exists():
        raise FileNotFoundError("the console is not built: run `make web`")
    return console


def _fill(template: str, values: Mapping[str, str]) -> str:
    return _MARK.sub(lambda mark: values[mark[1]], (_TEMPLATES / template).read_text())


def _upstream(text: str) -> tuple[str, str]:
    name, equals, address = text.partition("=")
    if not (equals and re.fullmatch(r"[a-z][a-z0-9-]*", name) and re.fullmatch(r"[\w.-]+:\d+", address)):
        raise argparse.ArgumentTypeError(f"expected NAME=HOST:PORT, got {text!r}")
    return name, address


def main() -> None:
    """Command line: `gateway.py render …`."""
    parser = argparse.ArgumentParser(description=__doc__)
    render = parser.add_subparsers(required=True).add_parser("render", help="write the configuration")
    render.add_argument("--listen", required=True, help="HOST:PORT or PORT")
    render.add_argument(
        "--upstream", action="append", type=_upstream, required=True, help="NAME=HOST:PORT, repeated, also per replica"
    )
    render.add_argument("--root", type=Path, help="folder of static files, else the built console")
    render.add_argument("--user", help="system user of the workers when nginx runs as root")
    render.add_argument("--workers", default="1", help="a number or `auto`")
    render.add_argument("--resolver", help="DNS server that is asked for the hosts again and again")
    for name, default in vars(USUAL_RATES).items():
        render.add_argument(f"--{name.replace('_', '-')}", type=int, default=default, dest=name)
    render.add_argument("--out", type=Path, required=True, help="folder to write to")
    given = parser.parse_args()
    rates = Rates(given.api, given.api_burst, given.hooks, given.hooks_burst)
    upstreams: dict[str, list[str]] = {}
    for name, address in given.upstream:
        upstreams.setdefault(name, []).append(address)
    root = given.root or static_root()
    Gateway(given.listen, upstreams, root, rates, given.workers, given.user, given.resolver).render(given.out)


if __name__ == "__main__":
    main()
