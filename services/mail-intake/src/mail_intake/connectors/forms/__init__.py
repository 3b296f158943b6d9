"""What the forms of orders and of requests by mail have in common."""
