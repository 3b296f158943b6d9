"""What ties django-cml2 to Oscar, and what tests see of the shop."""
