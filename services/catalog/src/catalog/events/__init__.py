"""What catalog listens to."""
