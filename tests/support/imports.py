"""Uploading, checking, loading and undoing as the pages do it, for tests of what comes of it."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from lacrecords.database import db, now_utc, transaction
from lacrecords.exchange import undoing, upload_folder, uploading
from lacrecords.exchange.models import ImportRun
from lacrecords.exchange.receiving import Incoming, receive
from lacrecords.exchange.upload_models import ImportUndo, ImportUpload
from lacrecords.rules.authorisation import Actor
from lacrecords.staff.sessions import SignedInActor
from lacrecords.terms import Role
from lacrecords.worker import run_once
from tests.factories.archives import register_bytes
from tests.factories.staff import make_account


class Imports:
    """One designated manager and what she does with files; the application's context is open."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app = app
        self.folder = folder
        with transaction():
            self.manager: SignedInActor = make_account(Role.DESIGNATED_MANAGER)

    def send(self, content: bytes, name: str = "register.csv", delta: bool = False) -> str:
        """Upload one file; gives the reference."""
        folder = upload_folder.make()
        files = [Incoming(name, io.BytesIO(content))]
        received = receive(files, upload_folder.path_of(folder), upload_folder.limits())
        with transaction():
            return uploading.take_in(self.manager, received, folder, delta, now_utc())

    def send_rows(self, *rows: dict[str, str], more: tuple[str, ...] = ()) -> str:
        """Upload a register of these rows; gives the reference."""
        return self.send(register_bytes(self.folder, rows, *more))

    def ask(self, reference: str, actor: Actor | None = None) -> int:
        """Ask to load a checked upload; gives the number of the run."""
        with transaction():
            return uploading.ask_to_load(actor or self.manager, reference, now_utc())

    def work(self, now: datetime | None = None) -> None:
        """Let the worker do what waits."""
        run_once(self.app, now)

    def load(self, *rows: dict[str, str], more: tuple[str, ...] = ()) -> int:
        """Upload, check and load a register of these rows; gives the number of the run."""
        reference = self.send_rows(*rows, more=more)
        self.work()
        run_id = self.ask(reference)
        self.work()
        assert self.upload(reference).loaded_at
        return run_id

    def undo(self, run_id: int, reason: str = "It was last year's file.") -> ImportUndo:
        """Undo a run; gives what became of that."""
        with transaction():
            undo_id = undoing.ask_to_undo(self.manager, run_id, reason, now_utc())
        self.work()
        return db.session.get_one(ImportUndo, undo_id, populate_existing=True)

    def upload(self, reference: str) -> ImportUpload:
        """The upload as it stands."""
        db.session.rollback()
        return db.session.scalars(
            select(ImportUpload).where(ImportUpload.reference == reference)
        ).one()

    def run(self, run_id: int) -> ImportRun:
        """The run as it stands."""
        db.session.rollback()
        return db.session.get_one(ImportRun, run_id)

    def kept(self, reference: str) -> Path:
        """The folder in which the files of an upload are, or were."""
        return upload_folder.path_of(self.upload(reference).folder)
