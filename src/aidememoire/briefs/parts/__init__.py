"""Which parts do several documents share? Each turns findings and records into blocks of its own."""
