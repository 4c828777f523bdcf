"""Each guard bites."""

import copy
import socket
from datetime import UTC, date, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.template import Origin, engines
from django.template.base import Template

from tests.fixtures.guards import GuardError, is_here
from wecare.accounts.models import Person, RoleGrant
from wecare.core.models import StoredFile


def a_template(source: str, name: str) -> Template:
    engine = engines["django"].engine
    return Template(source, origin=Origin(name), name=name, engine=engine)


def rendered(source: str, origin: str, **context: object) -> str:
    from django.template import Context

    return a_template(source, origin).render(Context(context))


@pytest.fixture
def ours(settings: object) -> str:
    return str(settings.BASE_DIR / "templates" / "x.html")


@pytest.mark.django_db
def test_querysets_without_an_order_come_in_a_random_one() -> None:
    assert "RANDOM()" in str(ContentType.objects.order_by().query)
    assert "RANDOM()" not in str(ContentType.objects.order_by("id").query)
    orders = {tuple(ContentType.objects.order_by().values_list("id", flat=True)) for _ in range(5)}
    assert len(orders) > 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: rows.count(),
        lambda rows: rows.exists(),
        lambda rows: rows.distinct().count(),
        lambda rows: list(rows.values("app_label").annotate(n=models.Count("id"))),
        lambda rows: list(rows.union(rows)),
        lambda rows: list(rows.filter(id__in=rows.values("id"))),
        lambda rows: rows.aggregate(models.Max("id")),
        lambda rows: list(rows.values_list("app_label", flat=True).distinct()),
    ],
    ids=["count", "exists", "distinct", "group", "union", "subquery", "aggregate", "values"],
)
def test_the_random_order_breaks_no_query(ask: object) -> None:
    assert callable(ask)
    ask(ContentType.objects.order_by())


@pytest.mark.django_db
def test_a_lock_on_a_joined_query_must_say_what_it_locks() -> None:
    joined = RoleGrant.objects.select_related("person").select_for_update()

    with pytest.raises(GuardError, match="needs of="):
        list(joined)

    assert list(joined.select_for_update(of=("self",))) == []


@pytest.mark.parametrize("source", ["{{ nobody }}", "{{ a.b }}", "{{ nobody|upper }}"])
def test_an_unknown_variable_of_our_templates_fails(ours: str, source: str) -> None:
    with pytest.raises(GuardError, match="unknown variable"):
        rendered(source, ours, a={})


def test_an_engine_made_anew_by_a_setting_keeps_the_guard(ours: str, settings: object) -> None:
    settings.TEMPLATES = copy.deepcopy(settings.TEMPLATES)

    with pytest.raises(GuardError, match="unknown variable"):
        rendered("{{ nobody }}", ours)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ('{{ nobody|default:"–" }}', "–"),
        ('{{ a.b|default_if_none:"–" }}', "–"),
        ("{% if nobody %}yes{% endif %}", ""),
        ("{{ a }}", "{}"),
    ],
)
def test_what_may_be_missing_says_so(ours: str, source: str, text: str) -> None:
    assert rendered(source, ours, a={}) == text


def test_templates_of_others_are_left_alone() -> None:
    assert rendered("[{{ nobody }}]", "/site-packages/crispy/field.html") == "[]"


def test_update_fields_must_name_what_changes_by_itself() -> None:
    class Note(models.Model):
        text = models.TextField()
        changed_at = models.DateTimeField(auto_now=True)

        class Meta:
            app_label = "core"
            managed = False

    with pytest.raises(GuardError, match="changed_at"):
        Note(pk=1).save(update_fields=["text"])


def test_an_instant_is_no_date() -> None:
    field = models.DateField()

    with pytest.raises(GuardError, match="was given the instant"):
        field.get_prep_value(datetime(2026, 1, 1, tzinfo=UTC))
    assert field.get_prep_value(date(2026, 1, 1)) == date(2026, 1, 1)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert models.DateTimeField().get_prep_value(moment) == moment


def test_other_machines_are_out_of_reach() -> None:
    with (
        socket.socket() as attempt,
        pytest.raises(GuardError, match=r"tried to reach 192\.0\.2\.1"),
    ):
        attempt.connect(("192.0.2.1", 80))


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("192.0.2.1", False),
        ("example.org", False),
    ],
)
def test_here_is_this_machine_alone(host: str, here: bool) -> None:
    assert is_here(host) is here


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_may_write_where_triggers_refuse_deletion() -> None:
    StoredFile.objects.create(
        digest="0" * 64, size=1, media_type="text/plain", created_at=datetime.now(UTC)
    )
    Person.objects.create_user(
        email="ada@example.org", password="x", given_name="Ada", family_name="Neri"
    )

    assert StoredFile.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_next_test_finds_only_what_migrations_wrote() -> None:
    assert StoredFile.objects.count() == 0
    assert Person.objects.count() == 0
    assert ContentType.objects.count() > 10
