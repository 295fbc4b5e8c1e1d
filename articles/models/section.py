"""Sections: the newspaper's tree of departments."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.media_topics import media_topic_choices, validate_media_topic
from articles.models.named import Named, NamedQuerySet


class SectionQuerySet(NamedQuerySet):
    def in_tree_order(self) -> "list[Section]":
        """All sections, each parent before its children, with ``depth`` (0 at the top) set on every row.

        One query: a newspaper has tens of sections, not thousands.
        """
        children: dict[int | None, list[Section]] = {}
        rows = list(self.order_by("order", "name_key"))
        known = {row.pk for row in rows}
        for row in rows:
            parent = row.parent_id if row.parent_id in known else None
            children.setdefault(parent, []).append(row)
        ordered: list[Section] = []

        def walk(parent: int | None, depth: int) -> None:
            for row in children.get(parent, []):
                row.depth = depth
                ordered.append(row)
                walk(row.pk, depth + 1)

        walk(None, 0)
        return ordered


class Section(Named):
    """A department («أخبار») or a sub-section of one."""

    parent = models.ForeignKey(
        "self", verbose_name=_("parent section"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    description = models.TextField(_("description"), blank=True, help_text=_("One sentence, shown under the section's title."))
    order = models.PositiveIntegerField(_("order"), default=0, db_index=True)
    in_navigation = models.BooleanField(_("in the navigation"), default=True)
    media_topic = models.CharField(
        _("media topic"),
        max_length=8,
        blank=True,
        choices=media_topic_choices,
        validators=[validate_media_topic],
        help_text=_("The nearest entry of IPTC's common list of news topics; for machines, not shown to readers."),
    )

    # Set by SectionQuerySet.in_tree_order().
    depth: int = 0

    objects = SectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name_key"]

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])

    def clean(self) -> None:
        super().clean()
        ancestor = self.parent
        while ancestor is not None:
            if ancestor.pk == self.pk:
                raise ValidationError({"parent": _("A section can't stand under itself.")})
            ancestor = ancestor.parent

    def ancestors(self) -> "list[Section]":
        """From the top of the tree down to the parent."""
        found: list[Section] = []
        section = self.parent
        while section is not None and section not in found:
            found.insert(0, section)
            section = section.parent
        return found

    def with_descendants(self) -> list[int]:
        """Primary keys of this section and of everything below it."""
        rows = list(Section.objects.values_list("pk", "parent_id"))
        keys = [self.pk]
        for key in keys:  # grows while it is walked
            keys.extend(pk for pk, parent in rows if parent == key and pk not in keys)
        return keys

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.order:
            # New sections go to the end of their row; «أخبار», the first one made, stays first.
            last = Section.objects.filter(parent=self.parent).aggregate(last=models.Max("order"))["last"]
            self.order = 0 if last is None else last + 1
        super().save(*args, **kwargs)
