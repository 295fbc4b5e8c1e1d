"""What editors see: Django's own admin, grouped and mended for Arabic."""
