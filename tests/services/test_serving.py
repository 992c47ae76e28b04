"""`serve` and `worker` as processes of their own: they start, answer, and stop when told."""

from __future__ import annotations

import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

SAFE = {"LACRECORDS_SECRET_KEY": "k" * 40, "LACRECORDS_SLOW_HASH": "true"}


def free_port() -> int:
    """A port below those that outgoing connections take, so that nothing talks to itself."""
    while True:
        port = random.randint(20000, 32000)  # noqa: S311 - only a port
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port


@contextmanager
def running(environment: dict[str, str], *words: str) -> Iterator[subprocess.Popen[str]]:
    """The program as a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "lacrecords.cli", *words],
        env=environment | SAFE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def answer(url: str) -> tuple[int, dict[str, str]]:
    """Status and headers of a page, once the server answers at all."""
    for _ in range(400):
        try:
            with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own server
                return response.status, dict(response.headers)
        except urllib.error.HTTPError as refused:
            return refused.code, dict(refused.headers)
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server never answered")


def test_the_server_answers_and_stops_when_told(environment: dict[str, str]) -> None:
    port = free_port()
    beside = environment | {"LACRECORDS_EMBEDDED_WORKER": "true"}
    with running(beside, "serve", "--port", str(port)) as server:
        status, headers = answer(f"http://127.0.0.1:{port}/")
        server.send_signal(signal.SIGTERM)
        said, _ = server.communicate(timeout=20)
    assert status == 200
    assert "Server" not in headers
    assert server.returncode == 0, said
    assert said.startswith("Serving Ashdown County Council at http")
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_said_in_words(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        port = free_port()
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with running(environment, "serve", "--port", str(port)) as server:
            said, _ = server.communicate(timeout=30)
    assert server.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in said


def test_the_worker_stops_when_told(environment: dict[str, str]) -> None:
    with running(environment, "worker") as worker:
        assert worker.stdout is not None
        assert "The worker is at work" in worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)
        said, _ = worker.communicate(timeout=20)
    assert worker.returncode == 0, said
