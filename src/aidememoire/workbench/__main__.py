"""Start the workbench: ``python -m aidememoire.workbench``. Loopback only, at a port of its own, with a launch link."""

from __future__ import annotations

import argparse
import os
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from dataclasses import replace
from pathlib import Path

from aidememoire.vault import passphrase
from aidememoire.vault.folder import Folder
from aidememoire.vocabulary.messages import _, languages, speaking
from aidememoire.workbench import training
from aidememoire.workbench.opening import HOST, LINK_SECONDS, Opening, prepared

# A process that is over shows the lock until the fresh one is there to be asked, then ends, or is ended.
HANDING_OVER_SECONDS, ENDING_SECONDS = 4.0, 5


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="aidememoire.workbench", description=__doc__)
    parser.add_argument("--training", action="store_true", help="training dossiers, in a vault that ends with it")
    parser.add_argument("--port", type=int, default=0, help="a free one is taken where none is given")
    parser.add_argument("--no-browser", action="store_true", help="only print the launch link")
    parser.add_argument("--lang", choices=languages(), default="en", help="language of what is printed here")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="aide-memoire-") as folder, speaking(asked.lang):
        opening, token = prepared(asked.port or _free_port(), training=asked.training, folder=folder)
        try:
            if asked.training:
                opening = replace(opening, words=passphrase.generated())
                training.make(opening)
            opening = replace(opening, link_until=time.time() + LINK_SECONDS)
            opening.to_environment()
            address = f"{opening.origin}/launch/{token}/"
            telling = (opening, address, not asked.no_browser, asked.lang)
            threading.Thread(target=_tell, args=telling, daemon=True).start()
            serve(opening)
        finally:
            if asked.training:
                training.end(Folder(Path(folder) / "vault"))
    return 0


def serve(opening: Opening) -> None:
    """Serve with one worker, which is replaced by a fresh one when it locks."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.environ["DJANGO_SETTINGS_MODULE"] = "aidememoire.workbench.settings"
    Server(
        "aidememoire.workbench.wsgi:application",
        address=HOST,
        port=opening.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_enabled=True,
        log_level=LogLevels.critical,
        log_access=False,
        respawn_failed_workers=True,
        respawn_interval=HANDING_OVER_SECONDS,
        workers_kill_timeout=ENDING_SECONDS,
    ).serve()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _tell(opening: Opening, address: str, browse: bool, language: str) -> None:
    """Say where the page is as soon as it can be asked for, and open a browser where there is one."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((HOST, opening.port)) == 0:
                break
        time.sleep(0.05)
    with speaking(language):
        print(str(_("Open this in your browser within {n} seconds:", n=LINK_SECONDS)))  # noqa: T201  the link is its answer
    print(f"  {address}", flush=True)  # noqa: T201
    if browse:
        webbrowser.open(address)


if __name__ == "__main__":
    sys.exit(main())
