"""Formats of dates and numbers that mend Django's own Arabic ones."""
