"""What the API tells of each thing. Names follow schema.org (``headline``, ``datePublished``) in snake case."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles import related
from articles.models import Article, Author, Correction, Image, Section, Tag
from articles.picture_rights import shown_bodies
from articles.text.markup import plain_text, word_count


class Absolute(serializers.URLField):
    """A path of ours as a whole address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        address: str = self.context["request"].build_absolute_uri(value)
        return address


class NamedSerializer(serializers.ModelSerializer):
    url = Absolute(source="get_absolute_url", help_text="The page for readers.")


class SectionSerializer(NamedSerializer):
    parent = serializers.SlugRelatedField(
        slug_field="slug", read_only=True, allow_null=True, help_text="Slug of the section above, or null."
    )

    class Meta:
        model = Section
        fields = ["slug", "name", "description", "parent", "url"]


class TopicSerializer(NamedSerializer):
    class Meta:
        model = Tag
        fields = ["slug", "name", "url"]


class AuthorSerializer(NamedSerializer):
    class Meta:
        model = Author
        fields = ["slug", "name", "job_title", "url"]


class AuthorDetailSerializer(NamedSerializer):
    class Meta:
        model = Author
        fields = ["slug", "name", "job_title", "bio", "url"]


class PictureSerializer(serializers.Serializer):
    """The lead picture, with what this story says of it."""

    url = serializers.SerializerMethodField()
    width = serializers.SerializerMethodField()
    height = serializers.SerializerMethodField()
    alt = serializers.CharField(source="image.alt")
    caption = serializers.CharField()
    credit = serializers.CharField()
    rights = serializers.CharField(source="image.rights")

    def _best(self, story: Article) -> Any:
        return story.image.best("whole", 1280)  # type: ignore[union-attr]

    def get_url(self, story: Article) -> str:
        address: str = self.context["request"].build_absolute_uri(self._best(story).url)
        return address

    def get_width(self, story: Article) -> int:
        return int(self._best(story).width)

    def get_height(self, story: Article) -> int:
        return int(self._best(story).height)


class CorrectionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Correction
        fields = ["kind", "note", "date"]


class RelatedSerializer(serializers.Serializer):
    """``id`` is null for an address of others."""

    id = serializers.IntegerField(source="article.pk", default=None, allow_null=True)
    headline = serializers.CharField()
    url = Absolute()


class StorySerializer(serializers.ModelSerializer):
    """A story as lists tell it."""

    url = Absolute(source="get_absolute_url", help_text="The page for readers.")
    api_url = serializers.HyperlinkedIdentityField(view_name="api:story", lookup_field="pk")
    language = serializers.SerializerMethodField()
    section = SectionSerializer(allow_null=True)
    authors = AuthorSerializer(source="byline_authors", many=True)
    topics = TopicSerializer(source="tags", many=True)
    picture = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = [
            "id", "url", "api_url", "language", "story_type", "genre", "kicker", "headline", "standfirst",
            "published_at", "updated_at", "section", "authors", "topics", "picture",
        ]  # fmt: skip

    def get_language(self, story: Article) -> str:
        return settings.LANGUAGE_CODE

    @extend_schema_field(PictureSerializer(allow_null=True))
    def get_picture(self, story: Article) -> dict[str, Any] | None:
        image: Image | None = story.lead_image
        if image is None or not image.file:
            return None
        return PictureSerializer(story, context=self.context).data


class StoryDetailSerializer(StorySerializer):
    """A story whole."""

    body_html = serializers.SerializerMethodField(help_text="Clean HTML of a small set of elements.")
    body_text = serializers.SerializerMethodField(help_text="The same as plain text.")
    word_count = serializers.SerializerMethodField()
    further_sections = SectionSerializer(many=True)
    corrections = CorrectionSerializer(many=True)
    related = serializers.SerializerMethodField(help_text="What is shown beside it: stories, and addresses of others.")

    class Meta(StorySerializer.Meta):
        fields = [
            *StorySerializer.Meta.fields, "source_name", "source_url", "further_sections",
            "body_html", "body_text", "word_count", "corrections", "related",
        ]  # fmt: skip

    def get_body_html(self, story: Article) -> str:
        return shown_bodies([story.body])[0]

    def get_body_text(self, story: Article) -> str:
        return plain_text(story.body)

    def get_word_count(self, story: Article) -> int:
        return word_count(plain_text(story.body))

    @extend_schema_field(RelatedSerializer(many=True))
    def get_related(self, story: Article) -> list[dict[str, Any]]:
        items = related.for_article(story, settings.NEWSROOM["RELATED_STORIES"])
        return list(RelatedSerializer(items, many=True, context=self.context).data)


class PieceSerializer(serializers.Serializer):
    """A stretch of plain text; ``hit`` where it is a word that was asked for."""

    text = serializers.CharField()
    hit = serializers.BooleanField()


class FoundSerializer(serializers.Serializer):
    story = StorySerializer(source="article")
    score = serializers.FloatField()
    headline = PieceSerializer(many=True)
    snippet = PieceSerializer(many=True)


class FoundPageSerializer(serializers.Serializer):
    """One page of a search. ``relaxed``: too few stories hold all the words, so some hold only a part of them."""

    count = serializers.IntegerField(help_text="Of all pages; at most some thousand are counted.")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    relaxed = serializers.BooleanField()
    did_you_mean = serializers.CharField(allow_null=True)
    results = FoundSerializer(many=True)
