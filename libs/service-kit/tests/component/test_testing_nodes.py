"""The private nodes, child processes and the proxy behave as tests and drills rely on."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aio_pika
import psutil
import pytest
from pymongo import MongoClient

from service_kit.testing.mongod import MongoNode
from service_kit.testing.process import Child, eventually, free_port, kept_ports, wait_for
from service_kit.testing.rabbit import RabbitNode
from service_kit.testing.tcp_proxy import TcpProxy

SILENCE_SECONDS = 0.3


def is_on_disk(folder: Path, queue: bytes) -> bool:
    """Say whether a new quorum queue is in the file of queue names.

    RabbitMQ writes that file up to half a second after the declaration; a node killed before it does starts with
    the queue there but empty.
    """
    return any(queue in names.read_bytes() for names in folder.rglob("names.dets"))


@pytest.mark.rabbit
async def test_confirmed_messages_survive_kill_9_of_the_broker(tmp_path: Path) -> None:
    node = RabbitNode(tmp_path / "rabbit")
    await asyncio.to_thread(node.start)
    try:
        url = node.url
        connection = await aio_pika.connect(url)
        channel = await connection.channel(publisher_confirms=True)
        await channel.declare_queue("kept", durable=True, arguments={"x-queue-type": "quorum"})
        await eventually(lambda: is_on_disk(tmp_path, b"kept"), 10, "the broker has saved that the queue exists")
        for number in range(50):
            message = aio_pika.Message(str(number).encode(), delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
            await channel.default_exchange.publish(message, "kept")

        await asyncio.to_thread(node.kill9)
        await asyncio.to_thread(node.start)
        assert node.url == url

        async with await aio_pika.connect(url) as again:
            channel = await again.channel()

            async def depth() -> bool:
                queue = await channel.declare_queue("kept", passive=True)
                return queue.declaration_result.message_count == 50

            await eventually(depth, 30, "all 50 confirmed messages are back")
    finally:
        await asyncio.to_thread(node.stop)


@pytest.mark.rabbit
async def test_stop_app_takes_the_broker_away_and_start_app_brings_it_back(rabbit: RabbitNode) -> None:
    pid = rabbit.pid
    await asyncio.to_thread(rabbit.stop_app)
    with pytest.raises(OSError, match="onnect"):
        await aio_pika.connect(rabbit.url)
    await asyncio.to_thread(rabbit.start_app)
    async with await aio_pika.connect(rabbit.url):
        assert rabbit.pid == pid


@pytest.mark.rabbit
async def test_each_test_gets_an_empty_vhost(amqp_url: str) -> None:
    async with await aio_pika.connect(amqp_url) as connection:
        channel = await connection.channel()
        queue = await channel.declare_queue("biz.probe", durable=True)
        await queue.delete()


@pytest.mark.mongo
def test_majority_writes_survive_kill_9_of_mongod(tmp_path: Path) -> None:
    node = MongoNode(tmp_path / "mongo")
    node.start()
    try:
        url = node.url
        with MongoClient(url) as client:
            client.shop.orders.insert_many({"_id": number} for number in range(100))
        node.kill9()
        node.start()
        assert node.url == url
        with MongoClient(url) as client:
            assert client.shop.orders.count_documents({}) == 100
    finally:
        node.stop()


@pytest.mark.mongo
def test_a_second_process_finds_the_same_port_and_data(tmp_path: Path) -> None:
    first = MongoNode(tmp_path / "mongo")
    first.start()
    with MongoClient(first.url) as client:
        client.shop.orders.insert_one({"_id": 1})
    first.stop()
    second = MongoNode(tmp_path / "mongo")
    second.start()
    try:
        assert second.url == first.url
        with MongoClient(second.url) as client:
            assert client.shop.orders.count_documents({}) == 1
    finally:
        second.stop()


@pytest.mark.mongo
def test_database_of_a_test_takes_transactions(mongo_url: str, mongo_database: str) -> None:
    with MongoClient(mongo_url) as client, client.start_session() as session, session.start_transaction():
        client[mongo_database].orders.insert_one({"_id": 1}, session=session)


def test_child_dies_when_its_parent_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from threading import Thread\n"
        "from service_kit.testing.process import Child\n"
        "here = Path(sys.argv[1])\n"
        "def start():\n"
        "    child = Child('sleep', ['sleep', '600'], log=here / 'log', cwd=here)\n"
        "    (here / 'new').write_text(str(child.pid))\n"
        "    (here / 'new').rename(here / 'pid')\n"
        "starter = Thread(target=start)\n"
        "starter.start()\n"
        "starter.join()\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)])
    try:
        wait_for((tmp_path / "pid").exists, 20, "the child is started")
        child = psutil.Process(int((tmp_path / "pid").read_text()))
        assert child.ppid() == parent.pid  # the thread that asked for it has ended, the child has not
    finally:
        parent.kill()
        parent.wait()
    child.wait(timeout=10)


def test_child_that_ignores_term_is_killed_with_its_group(tmp_path: Path) -> None:
    script = "trap '' TERM; sleep 600 & echo $!; wait"
    child = Child("stubborn", ["sh", "-c", script], log=tmp_path / "log", cwd=tmp_path)
    grandchild = psutil.Process(int(wait_for(child.output, 10, "the grandchild is started")))
    assert child.terminate(grace=0.1) == -signal.SIGKILL
    grandchild.wait(timeout=10)


def test_child_that_ended_is_told_with_its_last_words(tmp_path: Path) -> None:
    child = Child("broken", ["sh", "-c", "echo no such host; exit 3"], log=tmp_path / "log", cwd=tmp_path)
    wait_for(lambda: child.exit_code is not None, 10, "the child ends")
    with pytest.raises(RuntimeError, match=r"broken ended with 3:\nno such host"):
        child.require_alive()


def test_ports_are_kept_with_the_folder_and_outside_the_range_of_outgoing_connections(tmp_path: Path) -> None:
    assert kept_ports(tmp_path, "a", "b") == kept_ports(tmp_path, "a", "b")
    lowest_outgoing = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    assert free_port() < lowest_outgoing


def test_waiting_in_vain_names_what_was_awaited() -> None:
    with pytest.raises(TimeoutError, match=r"not within 0\.05 s: the moon"):
        wait_for(lambda: False, 0.05, "the moon")


async def test_eventually_takes_plain_and_async_predicates() -> None:
    answers = iter([0, 0, 7])

    async def later() -> int:
        return next(answers)

    assert await eventually(later) == 7
    assert await eventually(os.getpid) == os.getpid()
    with pytest.raises(TimeoutError, match="the moon"):
        await eventually(lambda: None, 0.05, "the moon")


@pytest.fixture
async def echo_port() -> AsyncIterator[int]:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(1000):
            writer.write(data)
        writer.close()

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()


async def test_proxy_passes_bytes_and_the_end_both_ways(echo_port: int) -> None:
    async with TcpProxy("127.0.0.1", echo_port) as proxy:
        reader, writer = await asyncio.open_connection(proxy.host, proxy.port)
        writer.write(b"ping")
        assert await reader.readexactly(4) == b"ping"
        writer.write_eof()
        assert await reader.read() == b""
        writer.close()


async def test_cut_proxy_ends_connections_and_refuses_new_ones_until_resumed(echo_port: int) -> None:
    async with TcpProxy("127.0.0.1", echo_port) as proxy:
        reader, writer = await asyncio.open_connection(proxy.host, proxy.port)
        writer.write(b"ping")
        await reader.readexactly(4)
        await proxy.cut()
        assert await reader.read() == b""
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection(proxy.host, proxy.port)
        writer.close()

        await proxy.resume()
        reader, writer = await asyncio.open_connection(proxy.host, proxy.port)
        writer.write(b"again")
        assert await reader.readexactly(5) == b"again"
        writer.close()


async def test_stalled_proxy_is_silent_without_an_end(echo_port: int) -> None:
    async with TcpProxy("127.0.0.1", echo_port) as proxy:
        reader, writer = await asyncio.open_connection(proxy.host, proxy.port)
        writer.write(b"a")
        await reader.readexactly(1)
        proxy.stall()
        writer.write(b"b")
        await writer.drain()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), SILENCE_SECONDS)
        assert not reader.at_eof()
        proxy.unstall()
        assert await asyncio.wait_for(reader.readexactly(1), 10) == b"b"
        writer.close()


async def test_abandoned_connections_are_silent_for_good_and_new_ones_pass(echo_port: int) -> None:
    async with TcpProxy("127.0.0.1", echo_port) as proxy:
        reader, writer = await asyncio.open_connection(proxy.host, proxy.port)
        writer.write(b"a")
        await reader.readexactly(1)
        proxy.abandon()
        writer.write(b"b")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(reader.read(1), SILENCE_SECONDS)
        later, other = await asyncio.open_connection(proxy.host, proxy.port)
        other.write(b"c")
        assert await asyncio.wait_for(later.readexactly(1), 10) == b"c"
        assert not reader.at_eof()
        other.close()
        writer.close()


async def test_proxy_closes_the_client_when_the_target_is_down() -> None:
    async with TcpProxy("127.0.0.1", free_port()) as proxy:
        reader, writer = await asyncio.open_connection(proxy.host, proxy.port)
        assert await reader.read() == b""
        writer.close()
