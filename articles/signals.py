"""The only receivers: what must follow when a story is saved."""
