"""Use cases over the domain."""
