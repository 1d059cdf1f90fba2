"""How is the encrypted database opened, laid out and written, one change at a time?"""
