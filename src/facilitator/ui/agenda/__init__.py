"""The agenda of one meeting: its rows and strip, one item in full, and the cards beside it."""
