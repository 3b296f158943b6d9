"""The storage of catalog."""
