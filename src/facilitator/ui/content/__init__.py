"""What an agenda item uses, and the panel that shows one such thing in full."""
