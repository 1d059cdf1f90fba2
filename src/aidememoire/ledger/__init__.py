"""What was recorded, by whom, when, and what may a reader see of it? Floor 3: knows the vocabulary alone."""
