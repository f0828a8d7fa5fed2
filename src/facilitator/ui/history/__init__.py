"""The improvement history as a page."""
