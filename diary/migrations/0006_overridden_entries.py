from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diary", "0005_computed_dates"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("computed_last__isnull", False)),
                fields=["computed_last"],
                name="entry_overridden",
            ),
        ),
    ]
