"""The database itself refuses to change a release, whoever asks.

Only UPDATE is guarded here. DELETE is refused by the model alone: flushing a database, as tests and
restores do, is a DELETE on SQLite and a TRUNCATE on PostgreSQL, and has to stay possible.

The author may be forgotten (set to null) when the account goes. A later migration that alters the
table rebuilds it on SQLite, and has to create the trigger again.
"""

from django.db import migrations

FROZEN = ["id", "number", "published_at", "notes", "document", "sha256"]
REFUSAL = "a release never changes"


def _differs(word: str) -> str:
    changed = " OR ".join(f"NEW.{name} {word} OLD.{name}" for name in FROZEN)
    return f"{changed} OR (NEW.author_id IS NOT NULL AND NEW.author_id {word} OLD.author_id)"


SQLITE = f"""
CREATE TRIGGER release_is_frozen BEFORE UPDATE ON taxonomy_release
WHEN {_differs("IS NOT")}
BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
"""

POSTGRESQL = f"""
CREATE FUNCTION refuse_release_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER release_is_frozen BEFORE UPDATE ON taxonomy_release
FOR EACH ROW WHEN ({_differs("IS DISTINCT FROM")}) EXECUTE FUNCTION refuse_release_change();
"""


def guard(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER release_is_frozen")
    else:
        schema_editor.execute("DROP TRIGGER release_is_frozen ON taxonomy_release")
        schema_editor.execute("DROP FUNCTION refuse_release_change()")


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
