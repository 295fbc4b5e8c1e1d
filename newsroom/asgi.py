"""The ASGI entry point."""

import os
from importlib import import_module

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_asgi_application()
for room in ("articles.renditions", "articles.catching_up"):
    import_module(room).open_workshop()
