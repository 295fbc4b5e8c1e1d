"""A clean story as rows. Called by the writer inside its transaction."""

from articles.importing.identity import article_hash
from articles.importing.options import Options
from articles.importing.sections import sections_named
from articles.importing.story import Story
from articles.models import Article, Author, Correction, Image, ImportRecord
from articles.text.arabic import fold_key

Status = Article.Status
ADDRESS_LENGTH = ImportRecord._meta.get_field("address").max_length or 500


def has_gaps(article: Article, story: Story, options: Options, *, pictured: bool) -> bool:
    """Whether the options, or a picture that came after its story, would set what an earlier import left open."""
    return bool(
        (options.status and article.status != options.status)
        or (options.published_at and not story.published_at and article.published_at != options.published_at)
        or (options.section and not story.sections and article.section_id is None)
        or (options.author and not story.authors and not article.authors.exists())
        or (pictured and article.image_id is None)
    )


def write_article(article: Article, story: Story, options: Options, image: Image | None) -> None:
    """Fill and save the article with all that belongs to it.

    An article that was imported before keeps its section, authors, date and
    state where neither the story nor an option tells one.
    """
    fill(article, story, options, image)
    names = story.sections or ((options.section,) if options.section and article.section_id is None else ())
    sections = sections_named(names, story.section_parents)
    if sections:
        article.section = sections[0]
    article.save()
    if sections:
        article.further_sections.set(sections[1:])
    article.tags.set(story.tags)
    _write_byline(article, story, options)
    _write_corrections(article, story)


def fill(article: Article, story: Story, options: Options, image: Image | None) -> None:
    """Fill the article's own fields, sections apart. Nothing is saved, nothing asked of the database."""
    new = article._state.adding
    _fill_text(article, story)
    _fill_picture(article, story, image)
    article.published_at = story.published_at or options.published_at or article.published_at
    article.updated_at = story.updated_at
    article.embargo_until = story.embargo_until or article.embargo_until
    article.unpublish_at = story.unpublish_at or article.unpublish_at
    article.status = options.status or story.status or (Status.PUBLISHED if new else article.status)
    _keep_embargo(article)


def _keep_embargo(article: Article) -> None:
    """No import breaks an embargo, whether the newsroom set it or the file tells it."""
    ends = article.embargo_until
    if article.status != Status.PUBLISHED or ends is None or (article.published_at and article.published_at >= ends):
        return
    if article.is_under_embargo:
        article.status = Status.EMBARGOED
    else:
        article.published_at = ends


def write_record(
    article: Article, record: ImportRecord | None, story: Story, digest: str, batch: int | None = None
) -> ImportRecord:
    """Where the story came from, and what the import made of it; ``batch`` is the key of the run, for a new one."""
    record = record or ImportRecord(article=article, batch_id=batch)
    # Read again: what the database keeps is what an editor's work is told from.
    filled_record(record, story, digest, article_hash(Article.objects.get(pk=article.pk)))
    record.save()
    return record


def filled_record(record: ImportRecord, story: Story, digest: str, made: str) -> ImportRecord:
    """The record with what the story tells; ``made`` is the hash of the article. Nothing is saved."""
    record.source, record.external_id = story.source_name, story.external_id
    record.path, record.position = story.path, story.line
    record.address = story.source_url or next(iter(story.old_addresses), "")[:ADDRESS_LENGTH]
    record.record_hash, record.article_hash = digest, made
    record.conflict, record.conflict_hash = None, ""
    return record


def _fill_text(article: Article, story: Story) -> None:
    if story.slug or fold_key(article.headline) != fold_key(story.headline):
        # Left empty it is made from the new headline; the old address leads on by the id.
        article.slug = story.slug
    article.headline = story.headline
    article.kicker = story.kicker
    article.standfirst = story.standfirst
    article.body = story.body
    article.genre = story.genre or Article.Genre.NEWS
    article.source_name = story.source_name
    article.source_url = story.source_url


def _fill_picture(article: Article, story: Story, image: Image | None) -> None:
    told = story.image
    if image is not None or not (told.path or told.url):
        article.image = image
    # Words that the library's image has already are not said twice.
    article.image_caption = "" if image is not None and image.caption == told.caption else told.caption
    article.image_credit = "" if image is not None and image.credit == told.credit else told.credit


def _write_byline(article: Article, story: Story, options: Options) -> None:
    names = story.authors or ((options.author,) if options.author and not article.authors.exists() else ())
    if names:
        article.set_bylines([Author.objects.get_or_create_named(name)[0] for name in names])


def _write_corrections(article: Article, story: Story) -> None:
    """Those that are not there yet: an editor's own stay."""
    for told in story.corrections:
        Correction.objects.get_or_create(article=article, kind=told.kind, date=told.date, note=told.note)
