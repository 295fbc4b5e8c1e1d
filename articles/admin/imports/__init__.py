"""Imports at the desk: files sent, runs followed, reports read, batches undone."""
