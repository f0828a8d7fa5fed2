"""Follow-up: commitments as board and list, and what has become better."""
