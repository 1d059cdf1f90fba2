"""Which documents are written? Findings in, a document out; how it looks is the business of ``formats``."""
