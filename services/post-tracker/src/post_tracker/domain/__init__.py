"""Rules of tracking; pure."""
