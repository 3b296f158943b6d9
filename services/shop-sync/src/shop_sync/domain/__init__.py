"""Rules of orders that come from shops; pure."""
