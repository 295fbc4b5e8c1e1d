"""Search's tables, and each database's own full text index beside them (see articles/search/)."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = {
    "sqlite": [
        "CREATE VIRTUAL TABLE articles_search_index USING fts5"
        " (headline, context, body, content='', tokenize='unicode61 remove_diacritics 0')",
    ],
    "postgresql": [
        "ALTER TABLE articles_searchdocument ADD COLUMN vector tsvector",
        # Queries read the index far more often than editors write: keep it in one piece.
        "CREATE INDEX articles_search_vector ON articles_searchdocument USING gin (vector) WITH (fastupdate = off)",
        # Already short: the database's own compression would only cost time.
        "ALTER TABLE articles_searchdocument ALTER COLUMN words SET STORAGE EXTERNAL",
        # Words in code point order: then their primary key answers «begins with» too.
        'ALTER TABLE articles_searchterm ALTER COLUMN word TYPE varchar(40) COLLATE "C"',
    ],
}
BACKWARD = {
    "sqlite": ["DROP TABLE articles_search_index"],
    "postgresql": ["ALTER TABLE articles_searchdocument DROP COLUMN vector"],
}


def run(statements):
    def operation(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return operation


def without_pattern_index(apps, schema_editor):
    """Django is about to make a second index of the words for «begins with»: their primary key does that."""
    schema_editor.deferred_sql = [
        statement
        for statement in schema_editor.deferred_sql
        if not ("articles_searchterm" in str(statement) and "_pattern_ops" in str(statement))
    ]


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_document",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("words", models.BinaryField()),
                ("counted", models.BooleanField(default=False)),
                ("analyser", models.PositiveSmallIntegerField()),
            ],
            options={"verbose_name": "search document", "verbose_name_plural": "search documents"},
        ),
        migrations.CreateModel(
            name="SearchTerm",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("stem", models.CharField(max_length=40)),
                ("spelled", models.CharField(max_length=40)),
                ("df", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "search term",
                "verbose_name_plural": "search terms",
                "indexes": [models.Index(fields=["stem"], name="search_term_stem")],
            },
        ),
        migrations.RunPython(run(FORWARD), run(BACKWARD)),
        migrations.RunPython(without_pattern_index, migrations.RunPython.noop),
    ]
