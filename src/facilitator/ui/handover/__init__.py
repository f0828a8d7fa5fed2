"""A whole cluster to and from another machine."""
