"""What the routes answer: what was done, what is refused and why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from extract.storage.record_files import record_file, write_records
from models import ReviewState
from tests.records import make_record
from tests.review.web.reviewing import journal, reread, session
from tests.review.web.serving import Answer, Served, serve

UNIT = {"at": "/header/unit", "typed": "x", "seen": "null"}


@pytest.fixture
def served(output: Path) -> Iterator[Served]:
    """Give a review that is being served."""
    with serve(output) as one:
        yield one


def shown(answer: Answer) -> str:
    """Return the name of the version that a page shows."""
    found = re.search(r'name="shown" value="([^"]+)"', answer.text)
    assert found
    return found[1]


def post(served: Served, scan: str, action: str, **fields: str) -> Answer:
    """Do something on a page that was opened just now."""
    version = shown(served.get(f"/sop/{scan}"))
    return served.post(f"/sop/{scan}/{action}", shown=version, **fields)


def test_an_answer_holds_what_changed_and_no_more(served: Served, scan: str) -> None:
    answer = post(served, scan, "actor", key="1", actor="Lurah")
    assert answer.status == 200
    ids = set(re.findall(r'id="([\w-]+)"[^>]*hx-swap-oob', answer.text))
    assert {"l-1", "status", "shown", "told"} <= ids
    assert not {"form", "s-lanes", "s-steps", "l-2"} & ids
    assert len(answer.text) < len(served.get(f"/sop/{scan}").text) / 5


def test_a_page_that_is_not_remembered_gets_all_and_does_nothing(
    served: Served, output: Path, scan: str
) -> None:
    answer = served.post(f"/sop/{scan}/actor", shown="gone", key="1", actor="Lurah")
    assert answer.status == 409
    assert 'id="form" hx-swap-oob' in answer.text
    assert not (output / "review" / "journal.jsonl").exists()
    answer = served.post(f"/sop/{scan}/actor", shown=shown(answer), key="1", actor="Lurah")
    assert answer.status == 200


def test_values_are_saved_over_what_was_seen_alone(served: Served, output: Path, scan: str) -> None:
    seen = json.dumps(session(output).open(scan).draft.form["header"]["title"])
    told = {"at": "/header/title", "typed": "  Judul   baru ", "seen": seen}
    assert post(served, scan, "value", **told).status == 200
    answer = post(served, scan, "value", **told)
    assert answer.status == 409
    assert "another window" in answer.text
    assert session(output).open(scan).reviewed.header.title == "Judul baru"


def test_what_is_no_date_is_said_and_not_kept(served: Served, output: Path, scan: str) -> None:
    answer = post(served, scan, "value", at="/header/created_on", typed="kemarin", seen="null")
    assert answer.status == 422
    assert 'id="p-header-created_on"' in answer.text
    assert not (output / "review" / "journal.jsonl").exists()


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("value", {"at": "/header/title", "typed": "x"}),
        ("value", {"at": "/header/title", "typed": "x", "seen": "{"}),
        ("value", {"at": "/header/no_such", "typed": "x", "seen": "null"}),
        ("value", {"at": "/steps/rows/1/actors", "typed": "Lurah", "seen": '["Pemohon"]'}),
        ("value", {"at": "/steps/order", "typed": "x", "seen": "null"}),
        ("value", {**UNIT, "page": "0", "bbox": "1,2,3,4"}),
        ("value", {**UNIT, "page": "1", "bbox": "1,2,3"}),
        ("value", {**UNIT, "page": "1", "bbox": "nan,0,0,0"}),
        ("insert", {"table": "header"}),
        ("insert", {"table": "actors", "typed": "Lurah"}),
        ("insert", {"table": "equipment", "typed": "  "}),
        ("move", {"table": "steps", "key": "1", "by": "far"}),
        ("move", {"table": "steps", "key": "77", "by": "1"}),
        ("delete", {"table": "flow", "key": "1"}),
        ("split", {"key": "1", "caret": "0"}),
        ("split", {"key": "1", "caret": "9", "cell": "number"}),
        ("merge", {"key": "6"}),
        ("arrow", {"source": "1", "target": "1"}),
        ("arrow-remove", {"source": "1", "target": "6"}),
        ("symbol", {"key": "77", "symbol": "process"}),
        ("take", {"at": "/header/title"}),
        ("accept", {"accept": "[]"}),
        ("accept", {"accept": '{"seen": {}, "accepted": [["x"]]}'}),
        ("undo", {}),
        ("redo", {}),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_changes_nothing(
    served: Served, output: Path, scan: str, action: str, told: dict[str, str]
) -> None:
    before = session(output).open(scan).draft.form
    answer = post(served, scan, action, **told)
    assert answer.status == 409
    said = re.search(r'<p id="told"[^>]*>([^<]+)</p>\s*$', answer.text)
    assert said
    assert unescape(said[1])
    assert session(output).open(scan).draft.form == before
    assert session(output).open(scan).draft.revision == 0


def test_there_is_no_other_deed(served: Served, scan: str) -> None:
    assert post(served, scan, "burn").status == 404
    assert served.get(f"/sop/{scan}/undo").status in (404, 405)
    assert served.post("/sop/no-such/undo", shown="").status == 404


def test_what_is_left_is_asked_about_before_signing_off(
    served: Served, output: Path, scan: str
) -> None:
    answer = post(served, scan, "done")
    assert answer.headers["review-doubts"] == "1"
    assert session(output).open(scan).draft.state is None
    answer = post(served, scan, "done", with_doubts="1")
    # The next one of the queue.
    following = answer.headers["hx-redirect"].removeprefix("/sop/")
    assert following in {row.id for row in session(output).queue()} - {scan}
    assert session(output).open(scan).draft.state is ReviewState.DONE


def test_the_next_sop_is_one_of_the_filter(served: Served, output: Path, scan: str) -> None:
    version = shown(served.get(f"/sop/{scan}"))
    path = f"/sop/{scan}/done?kind=ocr"
    answer = served.post(path, shown=version, with_doubts="1")
    name, _, query = answer.headers["hx-redirect"].removeprefix("/sop/").partition("?")
    assert query == "kind=ocr"
    kinds = {row.id: row.kind for row in session(output).queue()}
    assert kinds[name] == "ocr"
    version = shown(served.get(f"/sop/{name}"))
    answer = served.post(f"/sop/{name}/done?kind=ocr", shown=version, with_doubts="1")
    assert answer.headers["hx-redirect"] == "/?kind=ocr"


def test_a_difference_with_a_newer_reading_is_shown_and_settled_by_choice(
    served: Served, output: Path, scan: str
) -> None:
    at = session(output)
    seen = json.dumps(at.open(scan).draft.form["header"]["title"])
    post(served, scan, "value", at="/header/title", typed="Judul saya", seen=seen)
    reread(output, scan, title="Judul terbaca baru")
    page = served.get(f"/sop/{scan}").text
    assert "Judul terbaca baru" in page
    assert 'data-act="take"' in page
    assert post(served, scan, "take", at="/header/title").status == 200
    sop = session(output).open(scan)
    assert sop.reviewed.header.title == "Judul terbaca baru"
    assert not sop.draft.conflicts
    assert "take" not in {entry["action"] for entry in journal(output)}


def test_what_documents_and_people_write_is_text_and_nothing_else(
    served: Served, output: Path, scan: str
) -> None:
    evil = "\"><script>alert(1)</script>'&amp;"
    reread(output, scan, title=evil, agency=evil)
    for page in (served.get("/"), served.get(f"/sop/{scan}")):
        assert page.status == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)" in page.text
    answer = served.post(f"/sop/{scan}/understand", at="/legal_basis/rows/1", typed=evil)
    assert "<script>" not in answer.text


def test_the_queue_answers_a_filter_with_its_table(served: Served) -> None:
    whole = served.get("/?kind=ocr")
    assert "<html" in whole.text
    assert whole.text.count('class="sop"') == 2
    headers = {"Cookie": served.cookie, "HX-Request": "true"}
    part = served.ask("/?words=telaga", headers=headers)
    assert "<html" not in part.text
    assert part.text.count('class="sop"') == 1
    assert served.get("/?offset=99999999999999999999").status == 200


def test_who_is_not_known_is_asked_once_and_comes_back(output: Path, scan: str) -> None:
    with serve(output, by="") as served:
        asked = served.get(f"/sop/{scan}?kind=ocr")
        assert asked.status == 303
        assert asked.headers["location"] == f"/person?back=/sop/{scan}%3Fkind%3Docr"
        form = {"name": "Tirta Coba", "language": "id", "back": f"/sop/{scan}?kind=ocr"}
        told = served.post("/person", **form)
        assert told.headers["location"] == f"/sop/{scan}?kind=ocr"
        headers = {"Cookie": f"{served.cookie}; sop_review_person=Tirta%20Coba"}
        assert served.ask(f"/sop/{scan}", headers=headers).status == 200
        # Nothing is done in nobody's name.
        assert served.post(f"/sop/{scan}/undo", shown="").status == 403
        assert not (output / "review" / "journal.jsonl").exists()


def test_a_long_queue_comes_in_parts_that_keep_the_filter(tmp_path: Path) -> None:
    output = tmp_path / "output"
    record = make_record()
    for number in range(130):
        name = f"{number:012x}-1"
        path = f"samples/{number}.pdf"
        source = record.source.model_copy(update={"path": path, "sha256": f"{number:064x}"})
        one = record.model_copy(update={"id": name, "source": source})
        write_records(record_file(output, path), [one])
    kind = record.source.text_origin.value
    with serve(output) as served:
        first = served.get(f"/?kind={kind}").text
        button = re.search(r'hx-get="([^"]+)"[^>]*hx-target="closest tr"', first)
        assert button
        address = unescape(button[1])
        headers = {"Cookie": served.cookie, "HX-Request": "true"}
        rest = served.ask(address, headers=headers).text
    ids = [re.findall(r'class="sop" href="/sop/([\w-]+)\?', part) for part in (first, rest)]
    assert [len(part) for part in ids] == [100, 30]
    assert len({*ids[0], *ids[1]}) == 130
    assert "hx-get" not in rest
