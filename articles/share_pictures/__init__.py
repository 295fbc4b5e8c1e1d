"""Pictures of stories for other sites (social networks, messengers, search engines).

`keeping` makes them once and removes them; `drawing` paints; `nameplate` reads the newspaper's own from its template.
"""

from articles.share_pictures.drawing import SIZE
from articles.share_pictures.keeping import (
    CARD,
    CROPS,
    ICON_SIDES,
    can_draw,
    crop_size,
    digest,
    forget,
    forget_stale,
    made,
    shapes_of,
    site_card,
    site_digest,
    site_icon,
    site_logo,
)

__all__ = [
    "CARD",
    "CROPS",
    "ICON_SIDES",
    "SIZE",
    "can_draw",
    "crop_size",
    "digest",
    "forget",
    "forget_stale",
    "made",
    "shapes_of",
    "site_card",
    "site_digest",
    "site_icon",
    "site_logo",
]
