"""The static edition: every public page as a file that any web server gives out, application or not.

`edition` asks the site itself for its pages, as a reader would who is not signed in: beginning with what our own
public querysets list, then following links. So nothing can come out that the public may not see.
"""
