"""Many requests at the same instant on a real server: T-83, T-84, T-85."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID

from tests.server import Server
from tests.visitor import Reply, Visitor, own_path

PARALLEL = 20


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Every act in a thread of its own, all let go at the same instant; their results in order."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def tabs(visitor: Visitor, count: int) -> list[Visitor]:
    """Other tabs of the same person, their connections already open."""
    opened = [visitor.twin() for _ in range(count)]
    for tab in opened:
        tab.get("/health/live/")
    return opened


def stored(server: Server, pk: UUID) -> dict[str, tuple[int | None, str, int]]:
    """Skill code → (level, note, revision) as the database holds them."""
    rows = server.rows(
        "SELECT skill_code, level, note, revision FROM assessments_rating WHERE assessment_id = %s",
        [key(server, pk)],
    )
    return {code: (level, note, revision) for code, level, note, revision in rows}


def results(server: Server, pk: UUID) -> list[dict[str, int]]:
    """The levels of every result stored for this assessment."""
    rows = server.rows(
        "SELECT levels FROM assessments_result WHERE assessment_id = %s", [key(server, pk)]
    )
    return [json.loads(levels) if isinstance(levels, str) else levels for (levels,) in rows]


def key(server: Server, pk: UUID) -> UUID | str:
    """The id as the database writes it: SQLite has no UUIDs and stores 32 hex digits."""
    return pk if server.database_url else pk.hex


def test_twenty_submits_make_one_result(server: Server, guest: Visitor) -> None:
    """T-83: each of them is led to the one result, which holds the answer."""
    pk = guest.start()
    skill = guest.skills(pk)[0]
    assert guest.save(pk, skill, "3").status == 200
    replies: list[Reply] = at_once(
        [lambda tab=tab: tab.submit(pk) for tab in tabs(guest, PARALLEL)]
    )
    assert {(reply.status, own_path(reply.location)) for reply in replies} == {
        (303, f"/assessments/{pk}/result/")
    }
    assert results(server, pk) == [{skill: 3}]


def test_two_starts_with_one_key_make_one_assessment(server: Server, guest: Visitor) -> None:
    """G-22: a form sent twice starts one sitting."""
    page = guest.start()  # gives the guest their key
    wanted = UUID(int=page.int ^ 1)
    fields = {"role": "data-engineer", "key": str(wanted)}
    replies = at_once(
        [lambda tab=tab: tab.post("/start/", fields) for tab in tabs(guest, PARALLEL)]
    )
    assert {(reply.status, own_path(reply.location).split("/")[2]) for reply in replies} == {
        (303, str(wanted))
    }
    found = server.rows(
        "SELECT role_code FROM assessments_assessment WHERE id = %s", [key(server, wanted)]
    )
    assert found == [("data-engineer",)]


def test_a_save_against_a_submit_is_in_the_result_or_refused(
    server: Server, guest: Visitor
) -> None:
    """T-84: what was answered 200 is in the result, what was answered 409 is nowhere."""
    outcomes = set()
    for _ in range(8):
        pk = guest.start()
        first, second, *_ = guest.skills(pk)
        assert guest.save(pk, first, "2").status == 200
        saving, submitting = tabs(guest, 2)
        saved, submitted = at_once(
            [partial(saving.save, pk, second, "4"), partial(submitting.submit, pk)]
        )
        assert submitted.status == 303
        outcomes.add(saved.status)
        wanted = {first: 2, second: 4} if saved.status == 200 else {first: 2}
        assert results(server, pk) == [wanted]
        assert {code: level for code, (level, _, _) in stored(server, pk).items()} == wanted
    assert outcomes <= {200, 409}


def test_nothing_changes_after_the_submit(server: Server, guest: Visitor) -> None:
    """T-84, T-89: late saves by the fragment, the page and the old form are refused."""
    pk = guest.start()
    first, second, *_ = guest.skills(pk)
    guest.save(pk, first, "2")
    guest.submit(pk)
    before = stored(server, pk), results(server, pk)
    late = guest.save(pk, first, "5", keep="5")
    assert late.status == 409
    assert late.text.strip() == (
        "Not saved. This assessment is submitted and no longer changes. Retake it instead."
    )
    assert guest.save(pk, second, "5").status == 409
    page = guest.post(f"/assessments/{pk}/questions/first/1/", {f"value-{second}": "5"})
    assert (page.status, own_path(page.location)) == (303, f"/assessments/{pk}/result/")
    assert (stored(server, pk), results(server, pk)) == before


def test_two_tabs_with_different_skills_both_stand(server: Server, guest: Visitor) -> None:
    """T-85: twenty saves of four skills at once, none lost."""
    pk = guest.start()
    skills = guest.skills(pk)[:4]
    acts = [
        lambda tab=tab, skill=skill: tab.save(pk, skill, "3", keep="3", note=skill)
        for tab, skill in zip(tabs(guest, PARALLEL), skills * 5, strict=True)
    ]
    assert [reply.status for reply in at_once(acts)] == [200] * PARALLEL
    assert stored(server, pk) == {skill: (3, skill, 1) for skill in skills}


def test_two_tabs_with_one_skill_do_not_overwrite_unseen(server: Server, guest: Visitor) -> None:
    """T-85, L5-5: of two first answers one is stored, and the other tab is told which."""
    pk = guest.start()
    skill = guest.skills(pk)[0]
    left, right = tabs(guest, 2)
    replies = at_once(
        [
            lambda: left.save(pk, skill, "2", seen="0"),
            lambda: right.save(pk, skill, "3", seen="0"),
        ]
    )
    assert sorted(reply.status for reply in replies) == [200, 409]
    winner = next(
        level for level, reply in zip((2, 3), replies, strict=True) if reply.status == 200
    )
    loser = next(reply for reply in replies if reply.status == 409)
    assert stored(server, pk) == {skill: (winner, "", 1)}
    assert loser.text.startswith("Not saved: you changed this in another window.")


def test_a_page_sent_from_a_stale_tab_leaves_newer_answers_alone(
    server: Server, guest: Visitor
) -> None:
    """L5-5: tab A shows no answer where tab B gave one; A's Continue saves its own only."""
    pk = guest.start()
    mine, theirs, *_ = guest.skills(pk)
    assert guest.twin().save(pk, theirs, "3").status == 200
    sent = {f"value-{mine}": "1", f"seen-{mine}": "0", f"seen-{theirs}": "0", f"was-{theirs}": ""}
    assert guest.post(f"/assessments/{pk}/questions/first/1/", sent).status == 303
    assert stored(server, pk) == {mine: (1, "", 1), theirs: (3, "", 1)}
