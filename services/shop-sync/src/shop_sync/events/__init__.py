"""What shop-sync listens to."""
