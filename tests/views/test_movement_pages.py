"""Movements over HTTP: recorded, seen through, sent, loaded; and hidden from whom they are not for."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from lacrecords.clocks import working_days_later
from lacrecords.database import db, now_utc, transaction
from lacrecords.movements.models import Movement, MovementStep
from lacrecords.notifications.models import Task
from lacrecords.notifications.services import NewTask, Recipient, open_task
from lacrecords.terms import Role, TaskKind
from tests.factories.agencies import *  # noqa: F403
