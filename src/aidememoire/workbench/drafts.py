"""What became of what was being written when the server fell or the vault was locked? It lies sealed until it is filed.

A draft is one file, named by a digest, sealed with a key that only the open vault gives; written whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from aidememoire.vocabulary.files.native import replaced

LONGEST = 400_000
# A file's length tells no more than how many of these it fills.
PAD = 1024
_UNSENT = frozenset({"csrfmiddlewaretoken", "_add", "_remove"})

Sending = dict[str, list[str]]


class Drafts:
    """The drafts of one person in one vault."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._folder = folder
        self._box = SecretBox(hashlib.blake2b(secret, digest_size=32, person=b"aide-drafts").digest())
        self._secret = secret

    def keep(self, slug: str, form: str, sent: Sending, *, longest: int = LONGEST) -> None:
        """Keep what was sent so far, durably; an empty form keeps nothing."""
        told = {name: values for name, values in sent.items() if name not in _UNSENT}
        words = json.dumps(told, ensure_ascii=False).encode()
        if len(words) > longest:
            return
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sealed = self._box.encrypt(words + b" " * (-len(words) % PAD))
        replaced(self._path(slug, form), lambda put: put(bytes(sealed)))

    def kept(self, slug: str, form: str) -> Sending | None:
        """Return what was kept of a form, or None."""
        try:
            opened: Sending = json.loads(self._box.decrypt(self._path(slug, form).read_bytes()))
        except (OSError, CryptoError, ValueError):
            return None
        return opened

    def drop(self, slug: str, form: str) -> None:
        """Forget a draft, once it is filed or thrown away."""
        self._path(slug, form).unlink(missing_ok=True)

    def _path(self, slug: str, form: str) -> Path:
        name = hashlib.blake2b(f"{slug}/{form}".encode(), key=self._secret[:64], digest_size=16).hexdigest()
        return self._folder / f"{name}.draft"
