"""Who holds the keys while people work? The key agent, a process of its own, and the way faces talk to it."""

from aidememoire.vault.agent.starting import IDLE, lock, start

__all__ = ["IDLE", "lock", "start"]
