"""Asking the members between two meetings, and reading what they answer."""
