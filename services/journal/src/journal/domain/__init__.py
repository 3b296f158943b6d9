"""What the journal knows of orders, connections and runs; pure."""
