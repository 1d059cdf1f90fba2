"""Workbooks (.xlsx) from the inside: the package, its cells, the tables in it, and how each is written."""
