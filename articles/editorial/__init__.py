"""Editorial rules: who may move a story where. They take a user, a time and values, never a request."""
