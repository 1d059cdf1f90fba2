"""Where do entries live, and who holds the keys? SQLCipher, passphrases, the key agent, backups.

This floor knows databases and processes; it does not know Django. Faces receive a ``Keeper`` and a ``Keyring`` and
never see SQL or a database key.
"""
