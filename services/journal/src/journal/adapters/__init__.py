"""The journal in MongoDB."""
