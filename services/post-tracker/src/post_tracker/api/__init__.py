"""HTTP of the service."""
