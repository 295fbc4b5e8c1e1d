"""Stories whose related ones are found off the request; PostgreSQL: the function that asks the full text index.

The function never reads the whole table instead (articles/search/postgres.py). The form in which words are kept has
changed with it: `manage.py rebuild_search` must be run after this migration; a check says so.
"""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = [
    "CREATE FUNCTION articles_search_hits(question tsquery) RETURNS SETOF bigint LANGUAGE sql STABLE ROWS 1000"
    " SET enable_seqscan = off SET jit = off"
    " AS $$ SELECT article_id FROM articles_searchdocument WHERE vector @@ question $$",
]
BACKWARD = ["DROP FUNCTION articles_search_hits(tsquery)"]


def run(statements):
    def operation(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return operation


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0018_house_style"),
    ]

    operations = [
        migrations.CreateModel(
            name="AwaitedRefresh",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("asked_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "story whose related ones are to be found",
                "verbose_name_plural": "stories whose related ones are to be found",
            },
        ),
        migrations.AlterField(
            model_name="searchdocument",
            name="analyser",
            field=models.PositiveSmallIntegerField(db_index=True),
        ),
        migrations.RunPython(run(FORWARD), run(BACKWARD)),
    ]
