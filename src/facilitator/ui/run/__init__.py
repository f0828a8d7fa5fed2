"""The page that runs a meeting, its panels, and the strip that stays on top."""
