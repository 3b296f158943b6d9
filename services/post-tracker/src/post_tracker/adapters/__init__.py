"""What the use cases need, on MongoDB."""
