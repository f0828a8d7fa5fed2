"""A store of invented clusters, and nobody who exists: to look around in, and to test with."""

from __future__ import annotations

from facilitator.store.demo.making import CLUSTERS, SEED, TABLES, YEARS, invent, make_demo

__all__ = ["CLUSTERS", "SEED", "TABLES", "YEARS", "invent", "make_demo"]
