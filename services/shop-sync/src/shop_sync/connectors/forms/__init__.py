"""What the forms of all shops have in common: their settings, their labels, their meaning for the use cases."""
