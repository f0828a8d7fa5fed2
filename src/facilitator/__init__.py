"""Facilitator: run a quality cluster from agenda to improvement history."""

__version__ = "0.1.0"
