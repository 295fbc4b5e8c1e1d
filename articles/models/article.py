"""Stories, and the one rule of what the public may see."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles.models.desk_state import DeskState
from articles.models.media import Image
from articles.models.named import SLUG_LENGTH, tidy_name, validate_slug_text
from articles.models.tag import TaggedArticle, TopicManager
from articles.text.arabic import fold_key
from articles.text.markup import clean_html, plain_text, reading_minutes
from articles.text.slugs import slugify
from articles.text.video import HOST_NAMES, Video, video_of

if TYPE_CHECKING:
    from articles.models.section import Section

HEADLINE_LENGTH = 300

# Where a headline has no letter at all, the address still needs a word.
FALLBACK_SLUG = "خبر"

# Where undated stories stand in every list: below all dated ones.
BEFORE_ALL_NEWS = datetime(1, 1, 1, tzinfo=UTC)


class ArticleQuerySet(models.QuerySet["Article"]):
    def public(self, now: datetime | None = None) -> "ArticleQuerySet":
        """What the public may see: published, its time has come and not run out, not withdrawn.

        Every public surface starts here. A story without a date (an archive
        that never told one) is public; a story dated in the future is not yet.
        `Article.is_public` is the same rule for one row.
        """
        now = now or timezone.now()
        # sort_time is published_at, or long ago where there is none: one range of one index, which holds the end too.
        begun = self.filter(status=Article.Status.PUBLISHED, sort_time__lte=now)
        return begun.filter(Q(unpublish_at=None) | Q(unpublish_at__gt=now))

    def in_state(self, state: str, now: datetime | None = None) -> "ArticleQuerySet":
        """Stories in a state of the desk's (`DeskState`). `Article.desk_state` is the same rule for one row."""
        now = now or timezone.now()
        published = self.filter(status=Article.Status.PUBLISHED)
        to_come = published.filter(sort_time__gt=now)
        under_embargo = Q(embargo_until__gt=now)
        if state == DeskState.PUBLISHED:
            return self.public(now)
        if state == DeskState.EXPIRED:
            return published.filter(sort_time__lte=now, unpublish_at__lte=now)
        if state == DeskState.SCHEDULED:
            return to_come.exclude(embargo_until__isnull=False, embargo_until__gt=now)
        if state == DeskState.EMBARGOED:
            timed = Q(status=Article.Status.PUBLISHED, sort_time__gt=now) & under_embargo
            return self.filter(Q(status=Article.Status.EMBARGOED) | timed)
        return self.filter(status=Article.Status(state))

    def newest_first(self) -> "ArticleQuerySet":
        """Newest first, undated stories below all dated ones."""
        return self.order_by("-sort_time", "-pk")

    def dated(self) -> "ArticleQuerySet":
        """Stories with a date: what «latest» and feeds of news may hold."""
        return self.filter(published_at__isnull=False)

    def in_section(self, section: "Section", keys: list[int] | None = None) -> "ArticleQuerySet":
        """Stories of the section or one below it, as primary or as further section; ``keys``: theirs, where known."""
        keys = keys or section.with_descendants()
        further = Article.further_sections.through.objects.filter(section_id__in=keys).values("article_id")
        return self.filter(Q(section_id__in=keys) | Q(pk__in=further))

    def for_cards(self) -> "ArticleQuerySet":
        """With what a card shows, and without the body."""
        bylines = models.Prefetch("bylines", Byline.objects.select_related("author"))
        return self.select_related("section", "image").prefetch_related(bylines).defer("body")


class Article(models.Model):  # type: ignore[django-manager-missing]  # taggit carries no types
    """A story (schema.org NewsArticle)."""

    class Status(models.TextChoices):
        """As stored. What the desk sees (`DeskState`) also depends on the clock: «published» may be scheduled, or over."""

        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")
        EMBARGOED = "embargoed", _("embargoed")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        SPIKED = "spiked", _("spiked")

    class Genre(models.TextChoices):
        """After IPTC's genre news codes."""

        NEWS = "news", _("news")
        REPORT = "report", _("report")
        FEATURE = "feature", _("feature")
        INTERVIEW = "interview", _("interview")
        ANALYSIS = "analysis", _("analysis")
        EXPLAINER = "explainer", _("explainer")
        OPINION = "opinion", _("opinion")
        PROFILE = "profile", _("profile")

    class StoryType(models.TextChoices):
        """How the story is told; each has its own schema.org type and its own part of the page."""

        ARTICLE = "article", _("article")
        LIVE = "live", _("live coverage")
        GALLERY = "gallery", _("gallery")
        VIDEO = "video", _("video")

    # The story
    headline = models.CharField(_("headline"), max_length=HEADLINE_LENGTH)
    headline_key = models.CharField(max_length=HEADLINE_LENGTH * 4, editable=False, db_index=True)
    kicker = models.CharField(_("kicker"), max_length=120, blank=True, help_text=_("One or two words over the headline."))
    standfirst = models.TextField(_("standfirst"), blank=True, help_text=_("One or two whole sentences under the headline."))
    body = models.TextField(_("body"), blank=True)
    slug = models.CharField(
        _("slug"),
        max_length=SLUG_LENGTH,
        blank=True,
        validators=[validate_slug_text],
        help_text=_("Part of the address; left empty, it is made from the headline."),
    )

    # Lead picture; its caption and credit in this story
    image = models.ForeignKey(
        "articles.Image", verbose_name=_("lead image"), null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    image_caption = models.TextField(_("caption"), blank=True, help_text=_("Left empty, the image's own caption is shown."))
    image_credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Left empty, the image's own credit is shown.")
    )

    # How it is told
    story_type = models.CharField(_("story type"), max_length=8, choices=StoryType.choices, default=StoryType.ARTICLE)
    video_url = models.URLField(
        _("video's address"),
        max_length=500,
        blank=True,
        help_text=_("A page of YouTube, Vimeo or Dailymotion, or a file (mp4, webm) over https."),
    )
    coverage_ended_at = models.DateTimeField(
        _("end of the coverage"), null=True, blank=True, help_text=_("Of live coverage: left empty, it goes on.")
    )

    # Where it belongs
    section = models.ForeignKey(
        "articles.Section", verbose_name=_("section"), null=True, blank=True, on_delete=models.PROTECT, related_name="articles"
    )
    further_sections = models.ManyToManyField(
        "articles.Section", verbose_name=_("further sections"), blank=True, related_name="further_articles"
    )
    tags = TaggableManager(
        verbose_name=_("topics"),
        help_text=_("Divided by commas: سوريا، الأمم المتحدة"),
        through=TaggedArticle,
        manager=TopicManager,
        # taggit leaves the rows in no order: PostgreSQL gives them in another one each time.
        ordering=["name_key"],
        blank=True,
    )
    genre = models.CharField(_("genre"), max_length=12, choices=Genre.choices, default=Genre.NEWS)

    # Who wrote it, and whence it came
    authors = models.ManyToManyField(
        "articles.Author", verbose_name=_("authors"), through="articles.Byline", blank=True, related_name="articles"
    )
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("source's address"), max_length=500, blank=True)

    # State and times (UTC)
    status = models.CharField(_("state"), max_length=12, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published"), null=True, blank=True, help_text=_("A time to come schedules the story.")
    )
    # NULLs sort differently in each database and SQLite can't index NULLS LAST: one column that never is NULL.
    sort_time = models.GeneratedField(
        expression=Coalesce("published_at", Value(BEFORE_ALL_NEWS)),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nobody can publish the story before this time. Lifting the embargo earlier is a step of its own."),
    )
    unpublish_at = models.DateTimeField(
        _("off the site at"), null=True, blank=True, help_text=_("From this time on readers do not see the story any more.")
    )
    updated_at = models.DateTimeField(_("updated"), null=True, blank=True, help_text=_("Shown to readers beside the date."))
    withdrawal_note = models.TextField(
        _("note on the withdrawal"),
        blank=True,
        help_text=_("Public: why the story was withdrawn. Readers find it at the story's address."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    modified_at = models.DateTimeField(_("last saved"), auto_now=True)

    # Who works on it (never public)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="created_articles",
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_articles",
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True, help_text=_("When the story has to be ready."))

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [
            ("publish_article", _("Can publish stories")),
            ("withdraw_article", _("Can withdraw published stories")),
            ("lift_embargo", _("Can lift an embargo before its time")),
            ("edit_others_article", _("Can edit the stories of others")),
            ("all_sections", _("Works in all sections")),
            ("edit_pictures", _("Can change pictures and captions in all stories")),
        ]
        indexes = [
            # The end stands in the index: the one rule is answered, and counted, without the rows.
            models.Index(fields=["status", "-sort_time", "-id", "unpublish_at"], name="article_newest"),
            models.Index(fields=["section", "status", "-sort_time", "-id", "unpublish_at"], name="article_section_newest"),
            # Opinion and features of the front page.
            models.Index(fields=["genre", "status", "-sort_time", "-id", "unpublish_at"], name="article_genre_newest"),
            # The desk's own order: what was worked on last.
            models.Index(fields=["-modified_at", "-id"], name="article_last_saved"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="article_due"),
        ]
        constraints = [
            # Whatever way leads here: no story goes out before its embargo has ended.
            models.CheckConstraint(
                condition=~Q(status="published") | Q(embargo_until=None) | Q(sort_time__gte=F("embargo_until")),
                name="article_keeps_embargo",
                violation_error_message=_("The embargo ends later: the story can't be published before that."),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk, self.slug])

    def get_short_url(self) -> str:
        """The address to share: an Arabic slug grows sixfold when percent-encoded."""
        return reverse("short-url", args=[self.pk])

    @property
    def is_public(self) -> bool:
        """`ArticleQuerySet.public()` for this row."""
        return self.desk_state == DeskState.PUBLISHED

    @property
    def is_scheduled(self) -> bool:
        """Whether it goes out by itself at a time to come (under an embargo or not)."""
        to_come = self.published_at is not None and self.published_at > timezone.now()
        return self.status == self.Status.PUBLISHED and to_come

    @property
    def is_under_embargo(self) -> bool:
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    @property
    def desk_state(self) -> DeskState:
        """The state as the desk sees it now. `ArticleQuerySet.in_state` is the same rule for many rows."""
        if self.status != self.Status.PUBLISHED:
            return DeskState(self.status)
        if self.is_scheduled:
            return DeskState.EMBARGOED if self.is_under_embargo else DeskState.SCHEDULED
        over = self.unpublish_at is not None and self.unpublish_at <= timezone.now()
        return DeskState.EXPIRED if over else DeskState.PUBLISHED

    @property
    def is_live_now(self) -> bool:
        """Whether it is live coverage that goes on."""
        return self.story_type == self.StoryType.LIVE and self.coverage_ended_at is None

    @property
    def video(self) -> Video | None:
        return video_of(self.video_url) if self.video_url else None

    @property
    def lead_image(self) -> Image | None:
        """The lead picture where its rights allow readers to see it: what pages, feeds and programs show."""
        return self.image if self.image is not None and self.image.may_be_shown else None

    @property
    def caption(self) -> str:
        return self.image_caption or (self.image.caption if self.image else "")

    @property
    def credit(self) -> str:
        return self.image_credit or (self.image.credit if self.image else "")

    @property
    def summary(self) -> str:
        """The standfirst, or the body's first paragraph: plain text for cards and descriptions."""
        return self.standfirst or plain_text(self.body).partition("\n\n")[0]

    @property
    def reading_minutes(self) -> int:
        return reading_minutes(plain_text(self.body))

    @property
    def byline_authors(self) -> list[Any]:
        """Authors in the byline's order (uses prefetched ``bylines__author``)."""
        return [byline.author for byline in self.bylines.all()]  # type: ignore[attr-defined]

    def set_bylines(self, authors: Iterable[Any]) -> None:
        """Make the byline these authors, in this order, each once."""
        wanted = list(dict.fromkeys(authors))
        if [byline.author for byline in self.bylines.select_related("author")] != wanted:  # type: ignore[attr-defined]
            self.bylines.all().delete()  # type: ignore[attr-defined]
            Byline.objects.bulk_create(Byline(article=self, author=author, order=n) for n, author in enumerate(wanted))

    def clean(self) -> None:
        super().clean()
        if self.video_url and self.video is None:
            hosts = "، ".join(HOST_NAMES)
            raise ValidationError({"video_url": _("No video is known at this address. Hosts: %(hosts)s.") % {"hosts": hosts}})
        if self.story_type == self.StoryType.VIDEO and not self.video_url:
            raise ValidationError({"video_url": _("A story of the type «video» needs the video's address.")})

    def normalise(self) -> None:
        """Bring the text into the form in which it is stored. Every way into the table passes here."""
        self.headline = tidy_name(self.headline)
        self.headline_key = fold_key(self.headline)[: HEADLINE_LENGTH * 4]
        self.body = clean_html(self.body)
        self.slug = slugify(self.slug) or slugify(self.headline) or FALLBACK_SLUG

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalise()
        # What follows a save (the search index above all) stands or falls with it.
        with transaction.atomic():
            super().save(*args, **kwargs)


class Byline(models.Model):
    """An author of a story, at a place in its byline."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey("articles.Author", verbose_name=_("author"), on_delete=models.PROTECT, related_name="bylines")
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="byline_once")]

    def __str__(self) -> str:
        return str(self.author)
