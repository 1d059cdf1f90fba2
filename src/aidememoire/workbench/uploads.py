"""What was handed over and is not taken in yet? It waits in memory, is read by a worker, and is forgotten soon.

Nothing of it lies on a disk: bytes go from the request to the bounded input of the worker that reads them.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from aidememoire.feeds.mapping import Remembered
from aidememoire.feeds.opening import File
from aidememoire.feeds.taking import Preview
from aidememoire.vocabulary.errors import AideMemoireError
from aidememoire.vocabulary.messages import language_now, speaking

MOST_WAITING = 6
AT_ONCE_SECONDS = 1.5


@dataclass
class Upload:
    """Files that wait: how they are read, and what came of it so far. ``step`` grows whenever something changes.

    ``read_at`` is the number of the newest entry of the dossier that they were compared with.
    """

    place: str
    name: str
    files: tuple[File, ...]
    mapping: Remembered | None = None
    overwrite: bool = False
    preview: Preview | None = None
    trouble: str | None = None
    step: int = 0
    read_at: int = 0
    reading: threading.Thread | None = field(default=None, repr=False)

    @property
    def ready(self) -> bool:
        """Say whether the reading is over, well or not."""
        return self.preview is not None or self.trouble is not None

    def read(self, read: Callable[[Upload], Preview]) -> None:
        """Begin to read in the background; what is small is read when this returns."""
        self.preview = self.trouble = None
        language = language_now()

        def work() -> None:
            with speaking(language):
                try:
                    self.preview = read(self)
                except AideMemoireError as trouble:
                    self.trouble = str(trouble.message)
                finally:
                    self.trouble = self.trouble if self.preview or self.trouble else ""
                    self.step += 1

        self.reading = threading.Thread(target=work, daemon=True, name="reading")
        self.reading.start()
        self.reading.join(AT_ONCE_SECONDS)


class Uploads:
    """The files that wait in one open vault, the newest few."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, Upload] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, upload: Upload) -> str:
        """Keep files until they are taken in, and return the name by which they are asked for."""
        token = secrets.token_hex(16)
        with self._lock:
            self._waiting[token] = upload
            while len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
        return token

    def of(self, place: str, token: str) -> Upload | None:
        """Return what waits for a dossier under a name."""
        upload = self._waiting.get(token)
        return upload if upload and upload.place == place else None

    def drop(self, token: str) -> None:
        """Forget what waited."""
        with self._lock:
            self._waiting.pop(token, None)

    def clear(self) -> None:
        """Forget everything that waited."""
        with self._lock:
            self._waiting.clear()
