"""The shop behind django-cml, and what tests see of it."""
