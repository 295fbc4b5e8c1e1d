"""The read API: public stories, sections, topics, authors and search as JSON, for programs of others.

Nothing here writes, nobody signs in, and no answer depends on who asks.
"""
