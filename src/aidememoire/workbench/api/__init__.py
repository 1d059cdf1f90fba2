"""How do other programs ask? ``/api/v1``: the same declarations, the same gate, a token for each person and purpose."""
