"""Fronts: the front page and the sections' own, as editors arrange them and as they fill themselves.

`layout` is an arrangement as a value, with all that an editor can do to it;
`keeping` stores it; `composing` turns it into what stands on the page now;
`posted` reads it from the desk's form; `differences` tells two apart.
"""

from articles.fronts.composing import Front, compose, compose_section
from articles.fronts.keeping import layout_of, live_layout, newest_number
from articles.fronts.layout import Layout

__all__ = ["Front", "Layout", "compose", "compose_section", "layout_of", "live_layout", "newest_number"]
