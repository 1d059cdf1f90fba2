"""What stands in a vault's database?

Few tables: entries as bytes, the wrapped keys of their records, signed heads, the audit, who may unlock. What a record
says is inside the sealed body of its entry; the database cannot search it, and is never asked to.

PostgreSQL can fulfil the same protocol with the same statements but for four things: ``BLOB`` is ``bytea`` and ``?`` is
``%s``; a dossier's place is ``GENERATED ALWAYS AS IDENTITY``; ``BEGIN IMMEDIATE`` is a transaction that first takes
``pg_advisory_xact_lock``, so that numbers are given and become visible in their order; the triggers are written in its
own language, with row security as a second net.
"""

from __future__ import annotations

FORMAT = 1

APPEND_ONLY = ("audit", "audit_heads", "dossiers", "entries", "facts")
"""What is written once and stays. Triggers hold it against every connection, the authorizer against ours."""

TABLES = (
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE members (
        person TEXT PRIMARY KEY, name TEXT NOT NULL, sign_key BLOB NOT NULL, box_key BLOB NOT NULL,
        slot TEXT NOT NULL, auditor INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE TABLE dossiers (place INTEGER PRIMARY KEY, dossier TEXT NOT NULL UNIQUE)",
    # The upper bits of a number are the place of the dossier, the lower ones count its entries in order of arrival: so
    # the entries of a dossier stand together without an index, which would cost every append a page more.
    """CREATE TABLE entries (
        number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL, packed BLOB NOT NULL
    )""",
    # The few entries that are looked for by kind; an index over all would cost every append a page, too.
    """CREATE INDEX entries_of_kind ON entries (kind, number)
        WHERE kind IN ('grant', 'header', 'purge', 'revocation')""",
    """CREATE TABLE record_keys (
        dossier TEXT NOT NULL, record TEXT NOT NULL, name BLOB NOT NULL, compartments TEXT NOT NULL,
        sealed BLOB NOT NULL, PRIMARY KEY (dossier, record, name)
    ) WITHOUT ROWID""",
    "CREATE TABLE purged (record TEXT PRIMARY KEY) WITHOUT ROWID",
    """CREATE TABLE heads (
        dossier TEXT NOT NULL, writer TEXT NOT NULL, compartments TEXT NOT NULL, count INTEGER NOT NULL,
        digest BLOB NOT NULL, signed_at BLOB NOT NULL, signature BLOB NOT NULL,
        PRIMARY KEY (dossier, writer, compartments)
    ) WITHOUT ROWID""",
    """CREATE TABLE recovery_keys (
        dossier TEXT NOT NULL, compartment TEXT NOT NULL, version INTEGER NOT NULL, sealed BLOB NOT NULL,
        PRIMARY KEY (dossier, compartment, version)
    ) WITHOUT ROWID""",
    """CREATE TABLE attachments (
        digest TEXT PRIMARY KEY, file TEXT NOT NULL UNIQUE, key BLOB NOT NULL, size INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE audit_keys (
        id INTEGER NOT NULL, auditor TEXT NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (id, auditor)
    ) WITHOUT ROWID""",
    """CREATE TABLE audit (
        sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, key INTEGER NOT NULL, sealed BLOB NOT NULL,
        previous BLOB NOT NULL, digest BLOB NOT NULL
    )""",
    """CREATE TABLE audit_heads (
        sequence INTEGER PRIMARY KEY, digest BLOB NOT NULL, at INTEGER NOT NULL, sign_key BLOB NOT NULL,
        signature BLOB NOT NULL
    )""",
    "CREATE TABLE red_reads (at INTEGER NOT NULL, person TEXT NOT NULL, record TEXT NOT NULL)",
    "CREATE INDEX red_reads_of_person ON red_reads (person, record, at)",
)

TRIGGERS = tuple(
    f"CREATE TRIGGER {table}_never_{verb} BEFORE {event} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, 'rows of {table} stay'); END"
    for table in APPEND_ONLY
    for verb, event in (("change", "UPDATE"), ("go", "DELETE"))
)
STATEMENTS = TABLES + TRIGGERS
