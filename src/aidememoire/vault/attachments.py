"""How is a photograph or a signed paper kept so that its file tells nothing?

Each is an age file under a pair of its own, made for it; the private half stands in the database. The file has a random
name, and its size is rounded up so that it does not give the document away. It is sealed in memory: no plain bytes and
no plain name ever touch the disk.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pyrage

from aidememoire.vault.database.connection import Database
from aidememoire.vault.database.writing import Queue
from aidememoire.vault.folder import settle
from aidememoire.vocabulary.errors import InputError
from aidememoire.vocabulary.messages import _

LARGEST = 48 * 2**20
_SMALLEST = 4096


def bucket(size: int) -> int:
    """Return the size to which a file of this size is filled up: four steps to every doubling, 4 kB at least.

    >>> bucket(1), bucket(5000), bucket(1_000_000)
    (4096, 5120, 1048576)
    """
    if size <= _SMALLEST:
        return _SMALLEST
    step = max(1 << ((size - 1).bit_length() - 3), 1)
    return -(-size // step) * step


class Attachments:
    """The folder of sealed attachments; which is which stands in the database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, queue: Queue, data: bytes) -> bytes:
        """Keep an attachment and return its digest; the same bytes are kept once."""
        if len(data) > LARGEST:
            raise InputError(
                _("An attachment holds {most} MB at most; this one has {n}.", most=LARGEST >> 20, n=-(-len(data) >> 20))
            )
        digest = blake2b(data, digest_size=32).digest()
        if queue.read(lambda db: _row(db, digest)) is not None:
            return digest
        identity = pyrage.x25519.Identity.generate()
        name = secrets.token_hex(16)
        padded = data.ljust(bucket(len(data)), b"\0")
        _write(self.folder / name, pyrage.encrypt(padded, [identity.to_public()]))
        values = (digest.hex(), name, str(identity).encode(), len(data))
        statement = "INSERT INTO attachments VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING RETURNING file"
        if queue.change(lambda db: db.execute(statement, values).fetchone()) is None:
            (self.folder / name).unlink()  # another window kept the same bytes meanwhile
        return digest

    def read(self, queue: Queue, digest: bytes) -> bytes | None:
        """Return an attachment, or None where there is none; an altered file is refused."""
        row = queue.read(lambda db: _row(db, digest))
        if row is None:
            return None
        name, key, size = row
        try:
            identity = pyrage.x25519.Identity.from_str(key.decode())
            data: bytes = pyrage.decrypt((self.folder / name).read_bytes(), [identity])[:size]
        except (OSError, pyrage.DecryptError):
            data = b""
        if blake2b(data, digest_size=32).digest() != digest:
            raise InputError(_("An attachment is missing or was altered. Restore it from a backup."))
        return data

    def files(self, database: Database) -> Iterator[Path]:
        """Yield the files that belong to attachments."""
        for row in database.execute("SELECT file FROM attachments ORDER BY file").fetchall():
            yield self.folder / row[0]

    def sweep(self, queue: Queue) -> int:
        """Remove sealed files that no attachment owns: what a power cut left between file and database."""
        owned = queue.read(lambda db: {path.name for path in self.files(db)})
        loose = [path for path in self.folder.iterdir() if path.name not in owned]
        for path in loose:
            path.unlink()
        return len(loose)


def _row(database: Database, digest: bytes) -> tuple[str, bytes, int] | None:
    found = database.execute("SELECT file, key, size FROM attachments WHERE digest = ?", (digest.hex(),)).fetchone()
    return found and (found[0], found[1], found[2])


def _write(path: Path, data: bytes) -> None:
    """Write a sealed file so that it is on the disk before anybody is told of it."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        settle(path.parent)
    except OSError as trouble:
        path.unlink(missing_ok=True)
        raise InputError(
            _("The attachment could not be written: {why}. Nothing was kept.", why=trouble.strerror or "")
        ) from None
