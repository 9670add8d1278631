"""`manage.py import_framework` and `manage.py publish_release`, as an operator sees them."""

import pytest
from django.core.management import CommandError, call_command

from taxonomy.documents import write_yaml
from taxonomy.framework import Framework
from taxonomy.models import Release, Skill
from taxonomy.queries import working_copy_document
from tests.taxonomy.documents import bakery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_taxonomy")]


@pytest.fixture
def run(tmp_path, capsys):
    """Imports the text; returns what was printed."""

    def import_text(text: str | bytes) -> str:
        path = tmp_path / "framework.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        call_command("import_framework", str(path))
        return capsys.readouterr().out

    return import_text


def test_a_faultless_file_becomes_the_working_copy_and_nothing_is_published(run):
    assert run(write_yaml(bakery())) == (
        "The working copy now holds Bakery work: 4 skills, 2 role profiles.\n"
    )
    assert Framework.from_document(working_copy_document()).to_document() == bakery()
    assert Release.objects.count() == 0


def test_every_problem_is_printed(run):
    document = bakery()
    document["roles"][0]["requirements"][0]["level"] = 9
    document["advice"][0]["roles"] = ["juggler"]
    with pytest.raises(CommandError) as refusal:
        run(write_yaml(document))
    assert refusal.value.returncode == 1
    assert str(refusal.value).splitlines() == [
        'Role "baker", requirement "serving": level is 9, and must be a whole number from 1 to 5.',
        'Advice "sleep": the role "juggler" is not in this framework.',
    ]
    assert Skill.objects.count() == 0


BROKEN = [
    ("title: !!python/object:os.system x", 1, "tag"),
    ("title: x\nbase: &a {b: 1}\nother: *a", 2, "&a"),
    ("title: x\nloop: &l [*l]", 2, "&l"),
    ("title: x\n<<: {a: 1}\n<<: {b: 2}", 3, "<<"),
    ("title: x\ntitle: y", 2, '"title" is given twice'),
    ("title: x\ndeep: " + "[" * 40 + "]" * 40, 2, "nested"),
    ("title: x\nnumber: " + "9" * 1_000_000, 2, "digits"),
    ("title: x\n  bad: [", 2, ""),
    ("- one\n- two", 1, "mapping"),
    ("", 1, ""),
    (b"title: \xff\xfe", 1, "UTF-8"),
    (b"title: x\nname: a\x00b", 2, "cannot be printed"),
]


@pytest.mark.parametrize(("text", "line", "words"), BROKEN)
def test_a_broken_file_is_refused_with_its_line(run, text, line, words):
    with pytest.raises(CommandError) as refusal:
        run(text)
    sentence = str(refusal.value)
    assert sentence.startswith(f"Line {line}: ")
    assert sentence.endswith(".")
    assert words in sentence
    assert Skill.objects.count() == 0


@pytest.mark.parametrize("written", ["no", "010", "12:30", "2024-03-01", "1e5", "~"])
def test_text_stays_text(run, written):
    text = write_yaml(bakery()).replace("'2024-03-01'", written)
    assert f"published_on: {written}\n" in text
    run(text)
    assert working_copy_document()["sources"][0]["published_on"] == written


def test_a_file_that_is_not_there_is_named(tmp_path):
    path = tmp_path / "nothing.yaml"
    with pytest.raises(CommandError) as refusal:
        call_command("import_framework", str(path))
    assert str(refusal.value) == f"{path} cannot be read: No such file or directory."


def test_publishing_says_which_release_it_was(run, capsys):
    run(write_yaml(bakery()))
    call_command("publish_release", notes="Opening day")
    assert capsys.readouterr().out == "Published release 1.\n"
    assert Release.objects.get().notes == "Opening day"
    with pytest.raises(CommandError) as refusal:
        call_command("publish_release")
    assert str(refusal.value) == (
        "Nothing has changed since release 1, so there is nothing to publish."
    )
