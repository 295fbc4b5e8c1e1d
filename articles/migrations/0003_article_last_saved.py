from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_search")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["-modified_at", "-id"], name="article_last_saved"),
        ),
    ]
