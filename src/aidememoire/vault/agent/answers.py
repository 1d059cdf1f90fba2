"""What may a face ask of the key agent, and how is it answered?

A face gets entries, and the keys of compartments that its user was granted; never a private key, never the key of the
database. What it asks for and is not on this list is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from aidememoire.ledger.entry import unpacked
from aidememoire.vault import backup, checking, travel
from aidememoire.vault.agent.plain import (
    read_event,
    read_head,
    read_key,
    written_checked,
    written_error,
    written_event,
    written_head,
)
from aidememoire.vault.agent.wire import Frame, Head
from aidememoire.vault.audit import Mark
from aidememoire.vault.opened import Vault
from aidememoire.vocabulary.errors import AideMemoireError, InputError
from aidememoire.vocabulary.messages import _

PAGE_BYTES = 16 * 2**20


class Answers:
    """Answers frames out of an unlocked vault."""

    def __init__(self, vault: Vault, *, lock: Callable[[], None], left: Callable[[], float]) -> None:
        self._vault, self._keeper, self._keyring, self._lock, self._left = (
            vault,
            vault.keeper,
            vault.keyring,
            lock,
            left,
        )
        self.refuse: AideMemoireError | None = None
        self._asks: dict[str, Callable[[Head, list[bytes]], Frame]] = {
            name.removeprefix("_ask_").replace("_", " "): getattr(self, name)
            for name in dir(self)
            if name.startswith("_ask_")
        }

    def to(self, head: Head, parts: list[bytes]) -> Frame:
        """Return the answer to a frame; whatever goes wrong, it is an answer that gives nothing."""
        try:
            if self.refuse is not None and head.get("ask") != "lock":
                raise self.refuse
            ask = self._asks.get(str(head.get("ask")))
            if ask is None:
                raise InputError(
                    _("The key agent does not know what it was asked. Lock the vault and unlock it again.")
                )
            return ask(head, parts)
        except AideMemoireError as trouble:
            return written_error(trouble), []
        except Exception as bug:  # noqa: BLE001 - a bug must not end the agent, nor tell the face what it met
            told = InputError(
                _("The key agent could not do that ({kind}). Nothing was changed.", kind=type(bug).__name__)
            )
            return written_error(told), []

    # The keeper.

    def _ask_places(self, head: Head, parts: list[bytes]) -> Frame:
        return {"places": [[place.dossier, place.slug] for place in self._keeper.dossiers()]}, []

    def _ask_entries(self, head: Head, parts: list[bytes]) -> Frame:
        page = self._keeper.packed_entries(str(head["dossier"]), int(head["since"]))
        kept, size = 0, 0
        for _number, written in page:
            size += len(written)
            if kept and size > PAGE_BYTES:
                break
            kept += 1
        return {"numbers": [number for number, _written in page[:kept]]}, [written for _number, written in page[:kept]]

    def _ask_last(self, head: Head, parts: list[bytes]) -> Frame:
        return {"last": self._keeper.last(str(head["dossier"]))}, []

    def _ask_keys(self, head: Head, parts: list[bytes]) -> Frame:
        rows = self._keeper.key_rows(str(head["dossier"]))
        return {"keys": [(record, parts) for _name, record, parts, _sealed in rows]}, [
            name + sealed for name, _record, _parts, sealed in rows
        ]

    def _ask_heads(self, head: Head, parts: list[bytes]) -> Frame:
        return {"heads": [written_head(one) for one in self._keeper.heads(str(head["dossier"]))]}, []

    def _ask_append(self, head: Head, parts: list[bytes]) -> Frame:
        expecting = head["expecting"]
        newest = self._keeper.append(
            [unpacked(written) for written in parts],
            keys=[read_key(key) for key in head["keys"]],
            heads=[read_head(one) for one in head["heads"]],
            audit=[read_event(event) for event in head["audit"]],
            drop_keys=[str(record) for record in head["drop_keys"]],
            expecting=None if expecting is None else int(expecting),
        )
        return {"last": newest}, []

    def _ask_attach(self, head: Head, parts: list[bytes]) -> Frame:
        return {}, [self._keeper.attach(parts[0])]

    def _ask_attachment(self, head: Head, parts: list[bytes]) -> Frame:
        found = self._keeper.attachment(parts[0])
        return {}, [] if found is None else [found]

    def _ask_note(self, head: Head, parts: list[bytes]) -> Frame:
        return {"unusual": self._keeper.noted([read_event(event) for event in head["events"]])}, []

    # The keyring.

    def _ask_me(self, head: Head, parts: list[bytes]) -> Frame:
        return {"person": self._keyring.me.written()}, []

    def _ask_compartment_key(self, head: Head, parts: list[bytes]) -> Frame:
        version = head["version"]
        key = self._keyring.compartment_key(
            str(head["dossier"]), str(head["compartment"]), None if version is None else int(version)
        )
        return {}, [] if key is None else [key]

    def _ask_sign(self, head: Head, parts: list[bytes]) -> Frame:
        return {}, [self._keyring.sign(parts[0])]

    def _ask_open(self, head: Head, parts: list[bytes]) -> Frame:
        plain = self._keyring.open_sealed_box(parts[0])
        return {}, [] if plain is None else [plain]

    # The vault itself.

    def _ask_status(self, head: Head, parts: list[bytes]) -> Frame:
        members = [person.written() for person in self._vault.members()]
        return {
            "vault": self._vault.id,
            "person": self._keyring.me.written(),
            "members": members,
            "idle_seconds_left": self._left(),
        }, []

    def _ask_lock(self, head: Head, parts: list[bytes]) -> Frame:
        self._lock()
        return {}, []

    def _ask_enrol(self, head: Head, parts: list[bytes]) -> Frame:
        person = self._vault.enrol(str(head["name"]), parts[0].decode(), auditor=bool(head["auditor"]))
        return {"person": person.written()}, []

    def _ask_change_passphrase(self, head: Head, parts: list[bytes]) -> Frame:
        self._vault.change_passphrase(parts[0].decode())
        return {}, []

    def _ask_audit(self, head: Head, parts: list[bytes]) -> Frame:
        return {"events": [[sequence, written_event(event)] for sequence, event in checking.events(self._vault)]}, []

    def _ask_verify(self, head: Head, parts: list[bytes]) -> Frame:
        return written_checked(checking.verify(self._vault, kept=[Mark.read(str(text)) for text in head["kept"]])), []

    def _ask_backup(self, head: Head, parts: list[bytes]) -> Frame:
        done = backup.backup(self._vault, Path(str(head["to"])), own=bool(head["own"]))
        return {"path": str(done.path), **written_checked(done.checked)}, []

    def _ask_pack_for_travel(self, head: Head, parts: list[bytes]) -> Frame:
        done = travel.pack(
            self._vault,
            parts[0].decode(),
            to=Path(str(head["to"])),
            dossiers=[str(dossier) for dossier in head["dossiers"]],
            compartments=[str(name) for name in head["compartments"]],
        )
        return {"path": str(done.sealed.path)}, []
