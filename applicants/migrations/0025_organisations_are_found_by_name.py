import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("applicants", "0024_what_the_office_records_of_organisations"),
        ("calls", "0011_search_calls"),  # it creates pg_trgm
    ]

    operations = [
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), name="gin_trgm_ops"
                ),
                name="applicants_organisation_name",
            ),
        ),
    ]
