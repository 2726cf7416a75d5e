"""From the documents through a person's review to a database, each by its own command."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from extract.cli import main
from extract.errors import ExitCode
from extract.review.reviewed import read_reviewed
from tests.review.documents import SAMPLES
from tests.review.web.reviewing import command, people

SAMPLE = SAMPLES / "kecamatan-telaga-bestari.pdf"


def test_what_a_person_corrected_is_in_the_database_after_another_run(
    browser: Any, tmp_path: Path
) -> None:
    output, database = tmp_path / "output", tmp_path / "sop.sqlite"
    read = [str(SAMPLE), "-o", str(output), "-q"]
    assert main(read) == ExitCode.OK
    [extracted] = read_reviewed(output)
    idle = next(name for name in extracted.actors if name not in extracted.steps[0].actors)
    column = extracted.actors.index(idle) + 1
    last = len(extracted.steps)
    known = {(edge.source, edge.target) for edge in extracted.flow}
    assert (last, 1) not in known and extracted.header.effective_on != "2030-12-31"

    with command(output) as link, people(browser, link, "Bunga Uji") as [person]:
        person.open(extracted.id)
        date = "#i-header-effective_on"
        person.page.fill(date, "31 Desember 2030")
        person.page.press(date, "Enter")
        person.shows(date, "2030-12-31")
        person.page.click(f"#c-1-{column}")
        person.until(f"document.querySelector('#c-1-{column}').ariaPressed === 'true'")
        person.page.select_option("#arrow-source", str(last))
        person.page.select_option("#arrow-target", "1")
        person.page.fill("#arrow-label", "Perbaiki")
        person.page.click("[data-act=arrow]")
        person.until(f"document.querySelector('#l-{last}').dataset.arrows.includes('Perbaiki')")
        person.open(extracted.id)
        assert person.value(date) == "2030-12-31"
        assert person.page.get_attribute(f"#c-1-{column}", "aria-pressed") == "true"
        assert {"target": "1", "label": "Perbaiki"} in person.arrows(str(last))

    assert main([*read, "--force"]) == ExitCode.OK
    assert main(["load", f"sqlite:///{database}", str(output)]) == ExitCode.OK
    connection = sqlite3.connect(database)
    assert connection.execute(
        "SELECT effective_on, review_state, review_by, review_corrected FROM documents"
    ).fetchall() == [("2030-12-31", "started", "Bunga Uji", 3)]
    actors = connection.execute("SELECT actor FROM step_actors WHERE seq = 1 ORDER BY position")
    assert {actor for (actor,) in actors} == {idle, *extracted.steps[0].actors}
    arrow = connection.execute("SELECT label FROM flow WHERE source = ? AND target = 1", (last,))
    assert arrow.fetchall() == [("Perbaiki",)]
    settled = connection.execute(
        "SELECT pointer FROM provenance WHERE origin = 'reviewed' AND confidence = 1"
    )
    assert {"/header/effective_on", "/steps/0/actors"} <= {pointer for (pointer,) in settled}
    connection.close()
    # What systems load without a database says the same.
    [record] = json.loads(next((output / "records").rglob("*.json")).read_text("utf-8"))
    assert record["header"]["effective_on"] == "2030-12-31"
    assert record["review"]["by"] == "Bunga Uji"
