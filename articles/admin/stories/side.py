"""The column beside a story's form: panels under tabs, each a row of `PANELS` and a template.

A new panel is a `SidePanel` here and ``templates/admin/articles/article/side/<name>.html``, which may hold forms of its
own (the column stands outside of the story's form). It gets ``panel``, ``original`` (``None`` while a story is being
added), ``panel.context``, and all that the form's page knows. The element ``#nr-panel-<name>`` hears ``nr:shown`` each
time it comes into view and may show a number at its tab by ``nr:count`` (static/admin-desk/side.js).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.stories import review as article_review
from articles.admin.stories import side_preview, side_proofreading, side_versions
from articles.models import Article


def _always(request: HttpRequest, article: Article | None) -> bool:
    return True


def _nothing(request: HttpRequest, article: Article | None) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class SidePanel:
    """``name`` makes ids, the template's name and what the browser remembers.

    ``shown(request, article)`` and ``context(request, article)`` get ``None`` for a story that is being added. ``js``
    and ``css``: static files that it needs.
    """

    name: str
    title: Any
    shown: Callable[[HttpRequest, Article | None], bool] = _always
    context: Callable[[HttpRequest, Article | None], dict[str, Any]] = _nothing
    js: tuple[Any, ...] = ()
    css: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        return f"admin/articles/article/side/{self.name}.html"


# In the order of their tabs.
PANELS: tuple[SidePanel, ...] = (
    SidePanel(
        name="preview",
        title=_("Preview"),
        shown=side_preview.shown,
        js=("admin-desk/preview.js",),
        css=("admin-desk/preview.css",),
    ),
    SidePanel(
        name="proofreading",
        title=_("Proofreading"),
        shown=side_proofreading.shown,
        context=side_proofreading.context,
        js=("admin-desk/typed-story.js", "admin-desk/field-marks.js", "admin-desk/proofreading.js"),
        css=("admin-desk/proofreading.css",),
    ),
    SidePanel(
        name="suggestions",
        title=_("Suggestions"),
        shown=side_proofreading.shown,
        context=side_proofreading.context,
        js=("admin-desk/typed-story.js", "admin-desk/suggestions.js"),
        css=("admin-desk/proofreading.css",),
    ),
    SidePanel(
        name="review",
        title=_("Review"),
        context=article_review.panel_context,
        js=("admin-desk/review.js",),
        css=("admin-desk/review.css",),
    ),
    SidePanel(name="versions", title=_("Versions"), shown=side_versions.shown, context=side_versions.context),
)


class SideMixin:
    """Puts the panels that are open to this person and story beside the form; none in a window of another form."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        article = kwargs.get("obj")
        panels = [] if context["is_popup"] else [panel for panel in PANELS if panel.shown(request, article)]
        context["side_panels"] = [
            {
                "name": panel.name,
                "title": panel.title,
                "template": panel.template,
                "context": panel.context(request, article),
            }
            for panel in panels
        ]
        if panels:
            # Each file once, though several panels need it: the order in which files are merged is found from pairs.
            js = dict.fromkeys(["admin-desk/side.js", *(file for panel in panels for file in panel.js)])
            css = dict.fromkeys(["admin-desk/side.css", *(file for panel in panels for file in panel.css)])
            context["media"] = context["media"] + Media(js=list(js), css={"all": list(css)})
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
