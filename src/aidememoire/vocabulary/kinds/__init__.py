"""The kinds of record, one file a theme. A class that stands in a file here is found; nothing else needs to know."""
