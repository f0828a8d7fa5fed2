"""Members, clinics and the cluster itself."""
