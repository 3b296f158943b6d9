"""HTTP: runs, attention, life lines, money of the day, and the live stream."""
