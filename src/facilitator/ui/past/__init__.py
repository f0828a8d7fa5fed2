"""What was changed, and what was deleted."""
