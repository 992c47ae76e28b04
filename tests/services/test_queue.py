"""Queued work: kept with its cause, never done by two workers, tried again, given up."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask

from lacrecords.database import db, transaction
from lacrecords.queue import queries, services
from lacrecords.queue.models import Job
from lacrecords.queue.work import ClaimedJob
from tests.factories.notices import HOUR, MONDAY

MINUTE = timedelta(minutes=1)
KINDS = ("deliver",)


def _enqueue(key: str = "a", kind: str = "deliver") -> int | None:
    with transaction():
        return services.enqueue(kind, {"number": 1}, key, MONDAY)


def _claim(now: datetime = MONDAY, worker: str = "one") -> ClaimedJob | None:
    with transaction():
        return services.claim(worker, KINDS, now)


def _claimed(now: datetime = MONDAY) -> ClaimedJob:
    job = _claim(now)
    assert job is not None
    return job


@pytest.mark.usefixtures("in_app")
def test_the_same_work_is_queued_once() -> None:
    first = _enqueue("a")
    assert first is not None
    assert _enqueue("a") is None
    assert _enqueue("b") != first


@pytest.mark.usefixtures("in_app")
def test_a_job_is_undone_with_its_cause() -> None:
    with pytest.raises(RuntimeError), transaction():
        services.enqueue("deliver", {}, "a", MONDAY)
        raise RuntimeError
    assert not services.anything_waiting(KINDS, MONDAY)


@pytest.mark.usefixtures("in_app")
def test_work_of_another_kind_or_another_time_is_left() -> None:
    _enqueue("a", kind="other")
    assert _claim() is None
    _enqueue("b")
    assert _claim(MONDAY - MINUTE) is None
    assert _claimed().payload == {"number": 1}


@pytest.mark.usefixtures("in_app")
def test_a_claimed_job_is_claimed_by_nobody_else_until_its_lease_ends() -> None:
    _enqueue()
    first = _claimed()
    assert _claim(MONDAY + 4 * MINUTE) is None
    second = _claimed(MONDAY + services.LEASE)
    assert (second.id, second.attempts) == (first.id, 2)
    with pytest.raises(services.LeaseLost), transaction():
        services.finish(first, MONDAY)
    with transaction():
        services.finish(second, MONDAY)
    assert _claim(MONDAY + 10 * HOUR) is None


@pytest.mark.usefixtures("in_app")
def test_each_failure_waits_longer_until_the_job_is_given_up_and_seen() -> None:
    _enqueue()
    now, pauses = MONDAY, []
    for attempt in range(1, services.MOST_ATTEMPTS + 1):
        job = _claimed(now)
        with transaction():
            gave_up = services.fail(job, "not reached", now)
        assert gave_up == (attempt == services.MOST_ATTEMPTS)
        if not gave_up:
            pauses.append(db.session.get_one(Job, job.id).run_at - now)
            assert _claim(now + pauses[-1] - timedelta(seconds=1)) is None
        now += services.LONGEST_PAUSE
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[-1] == services.LONGEST_PAUSE
    assert _claim(now + 100 * HOUR) is None
    assert [(job.attempts, job.last_error) for job in queries.given_up()] == [(16, "not reached")]


@pytest.mark.usefixtures("in_app")
def test_a_job_that_kills_every_worker_is_given_up_too() -> None:
    _enqueue()
    now = MONDAY
    for _ in range(services.MOST_ATTEMPTS):
        _claimed(now)
        now += services.LEASE
    assert _claim(now) is None
    assert queries.given_up()[0].last_error == "no worker survived it"


@pytest.mark.usefixtures("in_app")
def test_only_jobs_done_long_ago_are_forgotten() -> None:
    _enqueue("a")
    _enqueue("b")
    job = _claimed()
    with transaction():
        services.finish(job, MONDAY)
    later = MONDAY + timedelta(days=31)
    assert not services.anything_to_forget(MONDAY + timedelta(days=29))
    assert services.anything_to_forget(later)
    with transaction():
        assert services.forget_done(later) == 1
    assert not services.anything_to_forget(later)
    assert queries.waiting_since(later) == MONDAY


def test_many_threads_never_claim_the_same_job(app: Flask) -> None:
    with app.app_context():
        for number in range(24):
            _enqueue(str(number))
    claimed: list[int] = []

    def work(name: str) -> None:
        with app.app_context():
            while (job := _claim(worker=name)) is not None:
                claimed.append(job.id)
                with transaction():
                    services.finish(job, MONDAY)

    threads = [threading.Thread(target=work, args=(str(name),)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(claimed) == sorted(set(claimed))
    assert len(claimed) == 24
