"""The number in a story's address: kept where another newsroom's export tells it and it is free here."""

from django.db import connection, models

from articles.importing.story import Story
from articles.models import Article


def new_article(story: Story) -> tuple[Article, list[str]]:
    """An article to be filled and saved, under the number that the story tells if no other story has it; and warnings."""
    wanted = story.public_id
    if not wanted:
        return Article(), []
    if Article.objects.filter(pk=wanted).exists():
        return Article(), [taken(wanted)]
    count_on_from(Article, wanted)
    return Article(pk=wanted), []


def taken(number: int) -> str:
    """The warning of a number that another story has."""
    return f"id {number} is another story's here: this one gets a new address"


def count_on_from(model: type[models.Model], number: int) -> None:
    """Call it before a row is given this number.

    PostgreSQL counts apart from the rows, and would give the number away once more; SQLite looks at the rows.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(s, GREATEST(%s, nextval(s) - 1)) FROM pg_get_serial_sequence(%s, 'id') AS s",
            [number, model._meta.db_table],
        )
