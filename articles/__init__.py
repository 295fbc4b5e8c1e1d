"""The product: a newsroom in layers. Imports run one way only, downwards:

faces (admin, public, templatetags, management) -> importing -> editorial ->
services (search, related, renditions) -> models -> text.
"""
