"""Cluster data: indicators, typed or read in."""
