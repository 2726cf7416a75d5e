"""What the pages show is worked out from an SOP, and all of it has words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from extract.corrections import edits
from extract.review.limits import WEB_LIMITS
from extract.review.queue import Filter, QueueState
from extract.review.session import ReviewSession, Sop
from extract.review.web.views.asks import LANES, list_asks
from extract.review.web.views.blocks import Block, Shown, changed
from extract.review.web.views.fields import Facts, Sureness
from extract.review.web.views.keys import HELP
from extract.review.web.views.queue import build_queue, filter_of, query_of
from extract.review.web.views.sop import build_form
from extract.ui.texts import load_words
from models import DurationKind, Grade, Severity, Symbol, TextOrigin
from models.language import Language
from normalize.dates import DateProblem
from normalize.nip import NipProblem
from tests.review.web.reviewing import session

BY = "Bunga Uji"
WEB = files("extract.review.web")
WORDS = tomllib.loads(WEB.joinpath("words.toml").read_text("utf-8"))


@pytest.fixture
def sop(read_samples: Path, scan: str) -> Sop:
    """Give the SOP that was scanned upside down."""
    return session(read_samples).open(scan)


def form_of(at: ReviewSession, name: str) -> Block:
    """Return the form of an SOP."""
    return build_form(at.open(name), at.reader(name), BY)


def test_only_blocks_that_look_otherwise_are_sent() -> None:
    inner = Block("a", "x", 1), Block("b", "x", 2)
    shown = Block("page", "p", None, inner)
    known = {block.id: block.state() for block in shown.walk()}
    assert list(changed(shown, known)) == []
    one = Block("page", "p", None, (inner[0], Block("b", "x", 3)))
    assert [block.id for block in changed(one, known)] == ["b"]
    # One more, one less or another order: what holds them is sent as a whole.
    for blocks in ((*inner, Block("c", "x")), inner[:1], inner[::-1]):
        assert [b.id for b in changed(Block("page", "p", None, blocks), known)] == ["page"]
    assert [block.id for block in changed(shown, {})] == ["page"]


def test_what_a_page_shows_is_remembered_with_its_values() -> None:
    shown = Shown()
    form = {"header": {"title": "Satu"}}
    name = shown.keep(Block("page", "p"), form)
    form["header"]["title"] = "Dua"
    version = shown.known(name)
    assert version is not None
    assert version.form == {"header": {"title": "Satu"}}
    assert shown.known("nothing") is None


def test_a_change_sends_its_field_and_what_is_counted(output: Path, scan: str) -> None:
    at = session(output)
    before = form_of(at, scan)
    title = at.open(scan).draft.form["header"]["title"]
    at.commit(
        scan,
        BY,
        lambda draft: edits.change_value(draft.form, "/header/title", "Lain"),
        expected={"/header/title": title},
    )
    known = {block.id: block.state() for block in before.walk()}
    sent = {block.id for block in changed(form_of(at, scan), known)}
    assert {"status", "f-header-title"} <= sent
    assert not {"form", "s-header", "s-steps", "f-header-agency"} & sent


def test_the_states_of_a_form_tell_all_its_blocks_apart(sop: Sop, output: Path, scan: str) -> None:
    blocks = list(form_of(session(output), scan).walk())
    assert Counter(block.id for block in blocks).most_common(1)[0][1] == 1


def test_what_is_in_a_lane_asks_once(sop: Sop, output: Path, scan: str) -> None:
    facts = Facts(sop, session(output).reader(scan))
    asks = list_asks(facts)
    assert len({ask.target for ask in asks}) == len(asks)
    lanes = [ask for ask in asks if ask.section == LANES]
    assert asks[len(asks) - len(lanes) :] == lanes
    assert {ask.target for ask in lanes} <= {"a-flow", *(f"a-lanes-{n}" for n in range(1, 7))}
    assert len(asks) == sop.row.doubts


def test_a_settled_value_says_so_and_asks_no_more(output: Path, scan: str) -> None:
    at = session(output)
    sop = at.open(scan)
    doubt = next(d for d in sop.doubts if d.at and d.at.startswith("/header/"))
    assert doubt.at is not None
    field = Facts(sop, at.reader(scan)).field(doubt.at, "title")
    assert field.asks
    assert field.accept
    accepted = [] if doubt.accepted is None else [doubt.accepted]
    value = Facts(sop, at.reader(scan)).field(doubt.at, "title").text
    sop = at.accept(scan, BY, [doubt.at], accepted, expected={doubt.at: value})
    field = Facts(sop, at.reader(scan)).field(doubt.at, "title")
    assert field.mark.level is Sureness.REVIEWED
    assert (field.asks, field.accept) == (False, "")


def test_the_queue_is_shown_in_parts(output: Path) -> None:
    [first, *_] = session(output).queue()
    rows = [first] * (WEB_LIMITS.queue_rows + 30)
    part = build_queue(rows, Filter())
    assert (len(part.rows), part.more, part.all) == (
        WEB_LIMITS.queue_rows,
        30,
        WEB_LIMITS.queue_rows + 30,
    )
    rest = build_queue(rows, Filter(), WEB_LIMITS.queue_rows)
    assert (len(rest.rows), rest.more) == (30, 0)
    assert build_queue(rows, Filter(state=QueueState.DONE)).found == 0


def test_a_filter_goes_through_an_address_and_comes_back() -> None:
    wanted = Filter(agency="DINAS A & B", words="surat masuk", state="new")
    query = query_of(wanted)
    assert query == "?agency=DINAS+A+%26+B&state=new&words=surat+masuk"
    assert query_of(Filter()) == ""
    assert filter_of({"agency": " DINAS A ", "offset": "7", "evil": "x"}) == Filter("DINAS A")


def test_both_languages_have_the_same_texts_with_the_same_blanks() -> None:
    assert WORDS["id"].keys() == WORDS["en"].keys()
    for name, text in WORDS["id"].items():
        assert re.findall(r"{\w+}", text) == re.findall(r"{\w+}", WORDS["en"][name]), name


def test_every_text_that_is_asked_for_is_there() -> None:
    wanted: set[str] = set()
    for template in Path(str(WEB.joinpath("templates"))).rglob("*.html"):
        text = template.read_text("utf-8")
        wanted |= set(re.findall(r"""\bt\(["']([\w-]+)["'][,)]""", text))
    wanted |= {name for heading, keys in HELP for name in (heading, *(text for _, text in keys))}
    wanted |= {f"section_{name}" for name in ("document", "header", "steps", "lanes")}
    wanted |= {f"time_{kind.value}" for kind in DurationKind}
    wanted |= {f"kind_{kind.value}" for kind in TextOrigin}
    wanted |= {f"grade_{grade.value}" for grade in Grade}
    wanted |= {f"state_{state.value}" for state in QueueState}
    wanted |= {f"severity_{severity.value}" for severity in Severity}
    wanted |= {f"symbol_{symbol.value}" for symbol in Symbol}
    for problem in (*DateProblem, *NipProblem):
        wanted.add(f"doubt_{problem.value.replace('-', '_')}")
    for module in Path(str(WEB)).parent.rglob("*.py"):
        text = module.read_text("utf-8")
        for reason in re.findall(r'BadEditError\("([\w-]+)"\)', text):
            wanted.add(f"cannot_{reason.replace('-', '_')}")
        for name in re.findall(r'problem=[^"\n]*"([\w-]+)"', text):
            wanted.add(f"problem_{name.replace('-', '_')}")
        for name in re.findall(r'doubt = "([\w-]+)"', text):
            wanted.add(f"doubt_{name.replace('-', '_')}")
    assert len(wanted) > 150
    for language in Language:
        words = load_words("extract.review.web", language)
        assert all(words(name) is not None for name in wanted)
