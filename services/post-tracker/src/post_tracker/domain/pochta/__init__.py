"""What «Почта России» means: numbers, operations, statuses."""
