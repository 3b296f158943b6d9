"""Bad behaviour of outside systems, by a real server on loopback: nothing hangs, grows, leaks or repeats a write."""

import asyncio
import base64
import datetime as dt
import gzip
import io
import ssl
import time
import traceback
import tracemalloc
from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from contracts.base import AccountId, ConnectionId
from service_kit.errors import BizError, ConfigError, DataError, Postponed, TransientError
from service_kit.http import Client, Outside
from service_kit.http.failures import LONGEST_PAUSE, retry_after
from service_kit.http.outages import FIRST_PAUSE, IN_A_ROW, Outages
from service_kit.http.outages import LONGEST_PAUSE as LONGEST_REST
from service_kit.ids import utc_now
from service_kit.metrics import EXTERNAL_REQUESTS
from service_kit.testing.certificate import certificate
from service_kit.testing.peer import Peer, Seen, answer, in_turn

ACCOUNT, CONNECTION = AccountId("demo"), ConnectionId("c-1")
MB = 1024 * 1024
Calling = Callable[..., Client]


@pytest.fixture
async def calling() -> AsyncIterator[Calling]:
    """Make a client that may reach the given peer; closed afterwards."""
    made: list[Outside] = []

    def client(*peers: Peer, **options: Any) -> Client:
        made.append(Outside("shop", egress_allow={peer.host for peer in peers}, **options))
        return made[-1].client(ACCOUNT, CONNECTION, allow_plain=True)

    yield client
    for outside in made:
        await outside.close()


async def test_a_good_answer_is_given_whole_and_its_fractions_are_exact(calling: Calling) -> None:
    async with Peer(answer(body=b'{"price": 0.1}', content_type="application/json")) as peer:
        found = await calling(peer).get(f"{peer.url}/x", params={"page": "1"}, headers={"X-Key": "k"})
    assert found.json() == {"price": Decimal("0.1")}
    assert found.headers["content-type"] == "application/json"
    assert peer.seen[0].target == "/x?page=1"
    assert peer.seen[0].headers["x-key"] == "k"


@pytest.mark.parametrize("body", [b"<html>", b"", b"[" * 100_000])
async def test_a_body_that_is_no_json_is_bad_data(calling: Calling, body: bytes) -> None:
    async with Peer(answer(body=body)) as peer:
        found = await calling(peer).get(peer.url)
    with pytest.raises(DataError) as caught:
        found.json()
    assert caught.value.key == "outside_unreadable"


@pytest.mark.parametrize(
    ("status", "kind", "key"),
    [
        (400, DataError, "outside_refused"),
        (401, ConfigError, "outside_login_refused"),
        (403, ConfigError, "outside_login_refused"),
        (404, DataError, "outside_not_found"),
        (408, TransientError, "outside_failed"),
        (422, DataError, "outside_refused"),
        (500, TransientError, "outside_failed"),
        (502, TransientError, "outside_failed"),
        (503, TransientError, "outside_failed"),
        (504, TransientError, "outside_failed"),
        (599, TransientError, "outside_failed"),
    ],
)
async def test_each_status_tells_who_must_act(calling: Calling, status: int, kind: type[BizError], key: str) -> None:
    async with Peer(answer(status)) as peer:
        failure = await _fails(calling(peer).post(peer.url, content=b"x"), kind, key)
    assert failure.details["host"] == "localhost"
    assert len(peer.seen) == 1


async def test_a_status_that_the_caller_understands_is_an_answer(calling: Calling) -> None:
    async with Peer(answer(422, b'{"error": "sku"}')) as peer:
        found = await calling(peer).post(peer.url, accept={422}, json={})
    assert (found.status, found.json()) == (422, {"error": "sku"})


@pytest.mark.parametrize("target", ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"])
async def test_a_redirect_into_a_network_is_refused(calling: Calling, target: str) -> None:
    async with Peer(answer(302, location=target)) as peer:
        await _fails(calling(peer).get(peer.url), ConfigError, "address_forbidden")


async def test_a_redirect_is_followed_with_the_keys_only_to_the_same_origin(calling: Calling) -> None:
    async with Peer(answer(body=b"there")) as other:
        same = answer(301, location="/second")
        away = answer(307, location=f"{other.url}/third")
        async with Peer(in_turn(same, away)) as peer:
            found = await calling(peer, other).get(
                f"{peer.url}/first?token=1", headers={"Authorization": "Bearer secret"}
            )
    assert found.body == b"there"
    assert [seen.headers.get("authorization") for seen in (*peer.seen, *other.seen)] == ["Bearer secret"] * 2 + [None]


async def test_redirects_without_end_are_given_up_after_three(calling: Calling) -> None:
    async with Peer(answer(302, location="/again")) as peer:
        await _fails(calling(peer).get(peer.url), ConfigError, "outside_redirected")
    assert len(peer.seen) == 4


async def test_a_write_is_never_redirected(calling: Calling) -> None:
    async with Peer(answer(307, location="/other")) as peer:
        await _fails(calling(peer).post(peer.url, json={}), ConfigError, "outside_redirected")
    assert len(peer.seen) == 1


async def test_an_endless_body_is_cut_at_the_limit(calling: Calling) -> None:
    async def endless(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
            await writer.drain()

    async with Peer(endless) as peer:
        await _fails(calling(peer).get(peer.url, max_bytes=MB), DataError, "outside_too_large")


async def test_a_body_that_is_announced_too_large_is_not_read(calling: Calling) -> None:
    async with Peer(answer(content_length=str(10**15))) as peer:
        await _fails(calling(peer).get(peer.url), DataError, "outside_too_large")


async def test_a_gzip_bomb_costs_no_memory(calling: Calling) -> None:
    bomb = gzip.compress(bytes(200 * MB), 9)
    async with Peer(answer(body=bomb, content_encoding="gzip")) as peer:
        client = calling(peer)
        tracemalloc.start()
        try:
            await _fails(client.get(peer.url, max_bytes=2 * MB), DataError, "outside_too_large")
            assert tracemalloc.get_traced_memory()[1] < 12 * MB
        finally:
            tracemalloc.stop()


async def test_packed_bodies_are_unpacked_in_one_or_more_members(calling: Calling) -> None:
    async with Peer(answer(body=gzip.compress(b"one") + gzip.compress(b"two"), content_encoding="gzip")) as peer:
        assert (await calling(peer).get(peer.url)).body == b"onetwo"
    assert peer.seen[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize(
    ("body", "encoding", "kind", "key"),
    [
        (b"not packed", "gzip", DataError, "outside_unreadable"),
        (b"x", "br", DataError, "outside_unreadable"),
        (gzip.compress(b"abc" * 1000, mtime=0)[:-9], "gzip", TransientError, "outside_cut"),
    ],
    ids=["not packed", "unknown encoding", "torn"],
)
async def test_a_body_packed_wrongly_is_an_error(
    calling: Calling, body: bytes, encoding: str, kind: type[BizError], key: str
) -> None:
    async with Peer(answer(body=body, content_encoding=encoding)) as peer:
        await _fails(calling(peer).post(peer.url, content=b""), kind, key)


async def test_headers_that_drip_end_with_the_call(calling: Calling) -> None:
    async def drip(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-Slow: 1\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)

    async with Peer(drip) as peer:
        started = time.monotonic()
        await _fails(calling(peer, total_seconds=0.3).post(peer.url), TransientError, "outside_timeout")
    assert time.monotonic() - started < 3


@pytest.mark.parametrize("fields", [{"x": "y" * 1_000_000}, {f"x{number}": "y" * 900 for number in range(80)}])
async def test_huge_headers_are_refused(calling: Calling, fields: dict[str, str]) -> None:
    async with Peer(answer(**fields)) as peer:
        await _fails(calling(peer).post(peer.url), TransientError, "outside_cut")


async def test_429_is_tried_again_when_the_other_side_said(calling: Calling) -> None:
    async with Peer(in_turn(answer(429, retry_after="1"), answer(body=b"ok"))) as peer:
        started = time.monotonic()
        assert (await calling(peer).post(peer.url)).body == b"ok"
    assert time.monotonic() - started >= 1
    assert len(peer.seen) == 2


async def test_429_for_long_is_raised_at_once_with_the_time(calling: Calling) -> None:
    async with Peer(answer(429, retry_after="600")) as peer:
        failure = await _fails(calling(peer).get(peer.url), TransientError, "outside_busy")
    assert failure.retry_after == 600
    assert len(peer.seen) == 1


async def test_an_answer_cut_in_the_middle_is_read_again_but_never_written_again(calling: Calling) -> None:
    async with Peer(in_turn(answer(body=b"half", content_length="100"), answer(body=b"whole"))) as peer:
        assert (await calling(peer).get(peer.url)).body == b"whole"
    async with Peer(answer(body=b"half", content_length="100")) as peer:
        await _fails(calling(peer).post(peer.url), TransientError, "outside_cut")
    assert len(peer.seen) == 1


async def test_a_system_that_keeps_silent_for_long_is_not_asked_again_at_once(
    calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_kit.http.outside.ENOUGH", 0.1)

    async def silent(_: Seen, __: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with Peer(silent) as peer:
        await _fails(calling(peer, read_seconds=0.2).get(peer.url), TransientError, "outside_timeout")
        assert len(peer.seen) == 1


async def test_a_write_that_may_be_repeated_is(calling: Calling) -> None:
    async with Peer(in_turn(answer(502), answer(body=b"ok"))) as peer:
        assert (await calling(peer).post(peer.url, repeatable=True)).body == b"ok"


async def test_a_download_leaves_nothing_of_a_try_that_broke_off(calling: Calling) -> None:
    async with Peer(
        in_turn(answer(body=b"half", content_length="100"), answer(body=b"new", content_type="a/b"))
    ) as peer:
        target = io.BytesIO(b"kept ")
        target.seek(5)
        done = await calling(peer).download(peer.url, target, MB)
    assert target.getvalue() == b"kept new"
    assert (done.size, done.content_type) == (3, "a/b")


async def test_nobody_there_is_an_outage(calling: Calling) -> None:
    async with Peer(answer()) as peer:
        pass
    await _fails(calling(peer).get(peer.url), TransientError, "outside_not_reached")


async def test_cookies_of_one_call_are_not_sent_with_the_next(calling: Calling) -> None:
    async with Peer(answer(set_cookie="session=of-another-account")) as peer:
        client = calling(peer)
        await client.get(peer.url)
        await client.get(peer.url)
    assert [seen.headers.get("cookie") for seen in peer.seen] == [None, None]


async def test_proxies_of_the_environment_are_not_used(calling: Calling, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    async with Peer(answer(body=b"direct")) as peer:
        assert (await calling(peer).get(peer.url)).body == b"direct"


@pytest.mark.parametrize("secret", ["ключ-секрет", "sec\r\nret"])
async def test_a_key_with_forbidden_signs_is_told_without_the_key(calling: Calling, secret: str) -> None:
    async with Peer(answer()) as peer:
        failure = await _fails(calling(peer).get(peer.url, headers={"X-Key": secret}), ConfigError, "header_invalid")
    assert secret not in f"{failure!r}{failure.details}"
    assert repr(secret)[1:-1] not in "".join(traceback.format_exception(failure))
    assert peer.seen == []


async def test_calls_are_counted_by_what_became_of_them(calling: Calling) -> None:
    before = {code: _count(code) for code in ("200", "404", "outside_not_reached", "other")}
    async with Peer(in_turn(answer(), answer(404), answer(999, b"?"))) as peer:
        client = calling(peer)
        await client.get(peer.url)
        await _fails(client.get(peer.url), DataError, "outside_not_found")
        await _fails(client.post(peer.url), TransientError, "outside_failed")
    await _fails(client.post(peer.url), TransientError, "outside_not_reached")
    after = {"200": 1, "404": 1, "other": 1}
    assert {code: _count(code) - before[code] for code in after} == after
    assert _count("outside_not_reached") > before["outside_not_reached"]


async def test_a_certificate_is_checked_for_its_authority_and_its_name(calling: Calling, tmp_path: Path) -> None:
    good, wrong = (certificate(tmp_path, name) for name in ("localhost", "other.example"))
    async with Peer(answer(body=b"ok"), _server_tls(good)) as peer:
        assert (await calling(peer, authorities=str(good)).get(peer.url)).body == b"ok"
        await _fails(calling(peer).get(peer.url), ConfigError, "outside_tls")
    async with Peer(answer(), _server_tls(wrong)) as peer:
        await _fails(calling(peer, authorities=str(wrong)).get(peer.url), ConfigError, "outside_tls")


async def test_a_system_that_is_lost_rests_and_is_tried_by_one(calling: Calling) -> None:
    async with Peer(answer(500)) as peer:
        client = calling(peer)
        for _ in range(IN_A_ROW):
            await _fails(client.post(peer.url), TransientError, "outside_failed")
        failure = await _fails(client.post(peer.url), Postponed, "outside_down")
    assert failure.retry_after is not None
    assert 0 < failure.retry_after <= FIRST_PAUSE
    assert len(peer.seen) == IN_A_ROW


async def test_a_loss_and_a_return_are_one_line_each_without_addresses(
    calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_kit.http.outages.FIRST_PAUSE", 0.0)
    async with Peer(answer(500)) as peer:
        client = calling(peer)
        with capture_logs() as lines:
            for _ in range(IN_A_ROW + 3):
                await _fails(client.post(f"{peer.url}/x?token=secret"), TransientError, "outside_failed")
            peer.reply = answer()
            for _ in range(3):
                await client.post(f"{peer.url}/x?token=secret")
    assert [line["event"] for line in lines] == ["outside system lost", "outside system back"]
    assert "token" not in str(lines)


def test_the_rest_grows_one_call_probes_and_a_good_answer_ends_it() -> None:
    clock = [0.0]
    outages = Outages("shop", lambda: clock[0])
    for _ in range(IN_A_ROW):
        outages.check("a")
        outages.failed("a")
    outages.check("b")
    assert _rest(outages) == FIRST_PAUSE
    clock[0] = FIRST_PAUSE
    outages.check("a")
    assert _rest(outages) == FIRST_PAUSE, "the others wait while one looks"
    outages.failed("a")
    assert _rest(outages) == 2 * FIRST_PAUSE
    for _ in range(20):
        outages.failed("a")
    assert _rest(outages) == 2 * FIRST_PAUSE, "calls that were under way when it was lost say nothing new"
    for _ in range(20):
        clock[0] += _rest(outages)
        outages.check("a")
        outages.failed("a")
    assert _rest(outages) == LONGEST_REST
    outages.worked("a")
    outages.check("a")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0", 0), ("7", 7), ("99999999999", LONGEST_PAUSE), ("", None), ("soon", None), ("-5", None), ("1.5", None)],
)
def test_retry_after_in_seconds(text: str, seconds: float | None) -> None:
    assert retry_after(httpx.Response(429, headers={"retry-after": text}), utc_now()) == seconds


def test_retry_after_as_a_date() -> None:
    now = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
    later = httpx.Response(429, headers={"retry-after": format_datetime(now + dt.timedelta(seconds=90), usegmt=True)})
    earlier = httpx.Response(429, headers={"retry-after": format_datetime(now - dt.timedelta(days=2), usegmt=True)})
    assert (retry_after(later, now), retry_after(earlier, now)) == (90, 0)


@given(st.text(st.characters(max_codepoint=255)))
def test_no_retry_after_breaks_the_client(text: str) -> None:
    found = retry_after(httpx.Response(429, headers=[(b"retry-after", text.encode("latin-1"))]), utc_now())
    assert found is None or 0 <= found <= LONGEST_PAUSE


def _rest(outages: Outages) -> float:
    with pytest.raises(Postponed) as caught:
        outages.check("a")
    return caught.value.retry_after


def _count(code: str) -> float:
    return EXTERNAL_REQUESTS.labels("shop", code)._value.get()


async def _fails(call: Any, kind: type[BizError], key: str) -> Any:
    with pytest.raises(kind) as caught:
        await call
    assert caught.value.key == key
    return caught.value


def _server_tls(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


async def test_calls_go_through_a_proxy_that_looks_the_host_up(calling: Calling) -> None:
    async with Peer(in_turn(answer(body=b"there"), answer(502))) as proxy:
        client = calling(proxy=f"http://us%20er:secret@{proxy.host}")
        found = await client.post("http://post.invalid/fc", content=b"<x/>", headers={"X-Key": "k"})
        await _fails(client.post("https://post.invalid/fc"), TransientError, "outside_cut")
    assert found.body == b"there"
    plain, tunnel = proxy.seen
    assert (plain.method, plain.target, plain.body) == ("POST", "http://post.invalid/fc", b"<x/>")
    assert (plain.headers["host"], plain.headers["x-key"]) == ("post.invalid", "k")
    assert (tunnel.method, tunnel.target) == ("CONNECT", "post.invalid:443")
    secret = base64.b64encode(b"us er:secret").decode()
    assert plain.headers["proxy-authorization"] == tunnel.headers["proxy-authorization"] == f"Basic {secret}"


async def test_an_address_is_judged_before_a_proxy_is_asked(calling: Calling) -> None:
    async with Peer(answer()) as proxy:
        await _fails(
            calling(proxy=f"http://{proxy.host}").get("https://post.invalid:22/"), ConfigError, "address_port_forbidden"
        )
    assert proxy.seen == []


async def test_a_proxy_that_is_away_is_an_outage(calling: Calling) -> None:
    async with Peer(answer()) as proxy:
        address = f"http://{proxy.host}"
    await _fails(calling(proxy=address).get("http://post.invalid/"), TransientError, "outside_not_reached")
