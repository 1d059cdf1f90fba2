"""Which foreign files can be read? Bytes in, vocabulary out; nothing is stored, guessed or tidied without saying so."""
