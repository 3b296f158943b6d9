"""What the use cases reach the outside by."""
