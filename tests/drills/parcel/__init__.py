"""A service as small as one can be on the kit: what the fault drills and the bench of the consumer run as processes."""
