"""What widgets, their search and their logos are, without any storage."""
