"""HTTP side of catalog."""
