"""What the journal consumes."""
