"""Somebody who works with the product through its gateway."""

import itertools
import os
import subprocess
import sys
import time

import httpx

from service_kit.testing.process import wait_for

OWNER = {"login": "demo@shop.example", "password": "demo-demo"}
OPERATOR = {"login": "operator@biz.example", "password": "operator-demo"}
MANAGER = {"login": "manager@shop.example", "password": "manager-demo"}


class User:
    """Somebody who works through the gateway; tokens live 15 minutes, longer than a test."""

    def __init__(self, stack, login):
        self._http = httpx.Client(base_url=stack.gateway_url, timeout=60, trust_env=False)
        token = self.call("POST", "platform-bridge", "login", json=login)["access_token"]
        self._http.headers["Authorization"] = f"Bearer {token}"

    @property
    def headers(self):
        """Those of his requests, with his token."""
        return dict(self._http.headers)

    def raw(self, method, service, path, **more):
        return self._http.request(method, f"/api/{service}/v1/{path}", **more)

    def stream(self, method, service, path):
        """A context with the answer whose body is not read yet."""
        return self._http.stream(method, f"/api/{service}/v1/{path}")

    def call(self, method, service, path, **more):
        """The answer's JSON; repeats what a browser would repeat: 502 and 503 while a service restarts."""
        for pause in itertools.chain([0.2] * 150, [None]):
            answer = self.raw(method, service, path, **more)
            if answer.status_code not in (502, 503, 504) or pause is None:
                break
            time.sleep(pause)
        assert not answer.is_error, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def connect(self, **config):
        """A CommerceML connection with the first organisation and owner of the form's lists."""
        values = self.call("GET", "shop-sync", "integrations/commerceml/form")["values"]
        given = {name: value for name, value in values.items() if value is not None}
        for field, name in (("organization", "organizations"), ("owner", "employees")):
            given[field] = self.call("GET", "shop-sync", f"integrations/commerceml/lists/{name}")["items"][0]["value"]
        body = {"integration": "commerceml", "name": "Магазин", "config": given | config}
        return self.call("POST", "shop-sync", "connections", json=body)["id"]

    def upload(self, connection, content, name="orders.xml"):
        return self.raw("POST", "shop-sync", f"connections/{connection}/uploads", files={"file": (name, content)})

    def finished(self, run, timeout=60, service="shop-sync"):
        """The run when it is over."""

        def over():
            found = self.call("GET", service, f"runs/{run}")
            return found if found["finished_at"] else None

        return wait_for(over, timeout, f"run {run} is over")

    def load(self, connection, content, name="orders.xml", timeout=60):
        answer = self.upload(connection, content, name)
        assert answer.status_code == 202, answer.text
        return self.finished(answer.json()["id"], timeout)

    def rows(self, run, result=None):
        page = self.call(
            "GET", "shop-sync", f"runs/{run}/rows", params={"limit": 200} | ({"result": result} if result else {})
        )
        return page["items"]

    def order(self, connection, outside_id):
        """The order of the platform that came from there, as its owner sees it; None when there is none."""
        cursor = None
        while True:
            page = self.call(
                "GET",
                "platform-bridge",
                "orders",
                params={"limit": 200, "cursor": cursor} if cursor else {"limit": 200},
            )
            for row in page["items"]:
                if (row["origin"]["connection"], row["origin"]["outside_id"]) == (connection, outside_id):
                    return self.call("GET", "platform-bridge", f"orders/{row['ref']}")
            if not (cursor := page.get("next")):
                return None

    def goods(self):
        return self.call("GET", "platform-bridge", "products", params={"limit": 200})["items"]


def create_account(stack, account, who, role="owner"):
    """Make an account with a user, or a user of an account, as an administrator makes them."""
    environment = {
        **os.environ,
        "BIZ_AMQP_URL": stack.amqp_url,
        "BIZ_MONGO_URL": stack.mongo_url,
        "BIZ_MONGO_DATABASE": "platform_bridge",
        "BIZ_KEK_1": (stack.folder / "kek.key").read_text(),
    }
    command = [sys.executable, "-m", "platform_bridge", "create-account", account, "--role", role]
    login = ["--login", who["login"], "--password", who["password"]]
    subprocess.run([*command, *login], env=environment, check=True, timeout=60)
