"""The words of the field, their order, and the files that hold them. Floor 1: knows nothing above it."""
