"""A disk that can lose power, run full or fail, written in Python under the real database library.

``Tape`` records every write, truncation and flush that SQLite makes. ``after_a_cut`` then plays the tape to some point and
decides, sector by sector, what of the writes since the last flush had reached the disk: all, none, or the beginning of
a sector. Nothing else than what was flushed is certain; that is what power does.
"""

import random
from pathlib import Path

import apsw

SECTOR = 512


class Apsw:
    """The vault's engine on another build of SQLite, whose files a test may stand under."""

    errors = (apsw.Error,)
    version = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))

    def __init__(self, vfs: str = "unix", *, encrypted: bool = False, extra: tuple[str, ...] = ()) -> None:
        self.vfs, self.encrypted, self.extra = vfs, encrypted, extra

    def connect(self, path: Path, key: bytes):
        vfs = f"multipleciphers-{self.vfs}" if self.encrypted else self.vfs
        database = apsw.Connection(str(path), vfs=vfs)
        if self.encrypted:
            database.execute("PRAGMA cipher = 'sqlcipher'")
            database.execute("PRAGMA legacy = 4")
            database.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        return database

    def guard(self, database, allowed) -> None:
        ask = allowed and (
            lambda action, first, second, *_rest: apsw.SQLITE_OK if allowed(action, first, second) else 1
        )
        database.authorizer = ask

    def code(self, trouble: Exception) -> int:
        return next((code for kind, code in _CODES.items() if isinstance(trouble, kind)), 0)


_CODES = {
    apsw.BusyError: 5,
    apsw.ReadOnlyError: 8,
    apsw.IOError: 10,
    apsw.CorruptError: 11,
    apsw.FullError: 13,
    apsw.CantOpenError: 14,
    apsw.NotADBError: 26,
}


class Tape:
    """What happened to the files, in order: ("write", file, offset, bytes), ("cut", file, size), ("flush", file), ..."""

    def __init__(self) -> None:
        self.events: list[tuple] = []
        self.failed = False
        self.fails = None  # a function of an event: raises where the disk should fail

    def add(self, *event) -> None:
        if self.fails:
            self.fails(event)
        self.events.append(event)


class _File(apsw.VFSFile):
    def __init__(self, tape: Tape, name, flags) -> None:
        self._tape = tape
        self._name = Path(name.filename() if hasattr(name, "filename") else name or "").name
        super().__init__("unix", name, flags)

    def xWrite(self, data, offset):
        self._tape.add("write", self._name, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size):
        self._tape.add("cut", self._name, size)
        super().xTruncate(size)

    def xSync(self, flags):
        self._tape.add("flush", self._name)
        return super().xSync(flags)

    def xRead(self, amount, offset):
        if self._tape.fails:
            self._tape.fails(("read", self._name))
        return super().xRead(amount, offset)


class Disk(apsw.VFS):
    """A file layer that writes everything on a tape."""

    def __init__(self, name: str, tape: Tape) -> None:
        self.tape = tape
        super().__init__(name, "unix")

    def xOpen(self, name, flags):
        return _File(self.tape, name, flags)

    def xDelete(self, name, sync):
        self.tape.add("delete", Path(name).name, bool(sync))
        super().xDelete(name, sync)


def after_a_cut(start: dict[str, bytes], events, chance: random.Random) -> dict[str, bytes]:
    """Return the files as they may stand when power is lost after some events."""
    flushed = {name: bytearray(held) for name, held in start.items()}
    waiting: dict[str, list[tuple]] = {}
    for event in events:
        name = event[1] if len(event) > 1 else ""
        if event[0] == "flush":
            flushed[name] = bytearray(_played(flushed.get(name, bytearray()), waiting.pop(name, ())))
        elif event[0] == "delete":
            waiting.pop(name, None)
            if event[2] or chance.random() < 0.5:
                flushed.pop(name, None)
        elif event[0] in ("write", "cut"):
            waiting.setdefault(name, []).append(event)
    for name, unsure in waiting.items():
        flushed[name] = _torn(flushed.get(name, bytearray()), unsure, chance)
    return {name: bytes(held) for name, held in flushed.items() if not name.endswith("-shm")}


def _played(held: bytearray, events) -> bytearray:
    for event in events:
        if event[0] == "write":
            _put(held, event[2], event[3])
        else:
            del held[event[2] :]
    return held


def _torn(held: bytearray, events, chance: random.Random) -> bytearray:
    reached = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))  # how much of what was not flushed had arrived
    for event in events:
        if event[0] == "cut":
            if chance.random() < reached:
                del held[event[2] :]
            continue
        _write, _name, offset, data = event
        for start in range(0, len(data), SECTOR):
            sector = data[start : start + SECTOR]
            dice = chance.random()
            if dice < reached:
                _put(held, offset + start, sector)
            elif dice < reached + 0.05:  # torn: the beginning of the sector is new, the rest as it was
                _put(held, offset + start, sector[: chance.randrange(len(sector))])
    return held


def _put(held: bytearray, offset: int, data: bytes) -> None:
    if len(held) < offset:
        held.extend(bytes(offset - len(held)))
    held[offset : offset + len(data)] = data
