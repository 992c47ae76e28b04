"""Requests that carry large files: only where a page allows it, and into a folder of its own.

Every other request keeps the program's strict limit, and its small files stay in memory.
"""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

from flask import Request, request


class CutOff(BytesIO):
    """A file in memory of which no more than so many bytes are kept."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__()
        self.most_bytes = most_bytes

    def write(self, given: Any) -> int:
        """Keep what still fits, and let the rest go."""
        room = max(self.most_bytes - self.tell(), 0)
        super().write(bytes(given)[:room])
        return len(given)


class CarefulRequest(Request):
    """A request whose files go into memory, or into the folder that its page names."""

    files_folder: Path | None = None
    cut_off_at: int | None = None

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.cut_off_at is not None:
            return CutOff(self.cut_off_at)
        if self.files_folder is None:
            return super()._get_file_stream(
                total_content_length, content_type, filename, content_length
            )
        # Without a name, for its owner only, and gone when the request is: never in the
        # machine's shared folder for temporary files.
        return cast("IO[bytes]", tempfile.TemporaryFile(dir=self.files_folder))


def allow_long_texts(most_bytes: int) -> None:
    """Let this one request carry a text that is far too long, so that its page can give it back.

    Call it before anything reads the form.
    """
    request.max_form_memory_size = most_bytes
    # A file that this request may carry beside the text needs more.
    request.max_content_length = max(most_bytes, request.max_content_length or 0)


def allow_large_files(folder: Path, most_bytes: int) -> None:
    """Let this one request be that large and keep its files in this folder.

    Call it before anything reads the form, and only for somebody who may send the files.
    """
    this = cast("CarefulRequest", request._get_current_object())  # type: ignore[attr-defined]
    this.max_content_length = most_bytes
    this.files_folder = folder


def allow_files_cut_off(kept_bytes: int, most_bytes: int) -> None:
    """Let this one request be that large, and keep no more than so many bytes of each file.

    The page sees by the length that a file was too large, and still has the words beside it.
    Call it before anything reads the form, and only for somebody who may send the files.
    """
    this = cast("CarefulRequest", request._get_current_object())  # type: ignore[attr-defined]
    this.max_content_length = most_bytes
    this.cut_off_at = kept_bytes
