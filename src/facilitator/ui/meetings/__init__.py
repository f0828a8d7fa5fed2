"""The meetings of a cluster and the plan of its year."""
