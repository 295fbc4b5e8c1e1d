"""A related story that is awaited may have been given a title of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0005_old_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="pendingrelatedlink",
            name="title",
            field=models.CharField(blank=True, max_length=300, verbose_name="own title"),
        ),
    ]
