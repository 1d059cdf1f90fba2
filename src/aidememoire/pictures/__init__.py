"""Which pictures are drawn? Values in, SVG out, each with a table that tells the same."""
