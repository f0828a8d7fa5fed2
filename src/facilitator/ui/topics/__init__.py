"""The topic bank."""
