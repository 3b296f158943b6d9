"""What happened over all services: runs, what needs attention, life lines of orders, money, the live stream."""
