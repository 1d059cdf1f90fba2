"""The command line: it loads, calls and prints, and does no work itself. One file a command, found by standing here."""
