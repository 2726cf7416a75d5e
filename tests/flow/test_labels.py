"""Words at arrows become the labels of the right ones; other words become none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flow.sheets import Box, Sheet, edges_of


def decision(sheet: Sheet) -> tuple[Box, Box, Box]:
    """Draw a decision between two tasks, with a way down to one and up to the other."""
    task = sheet.symbol("process", sheet.box("process", 0, 0))
    choice = sheet.symbol("decision", sheet.box("decision", 1, 1))
    end = sheet.symbol("terminator", sheet.box("terminator", 2, 1))
    sheet.arrow(choice.down, end.up)
    sheet.arrow(choice.left, (task.x, choice.y), task.down)
    return task, choice, end


def test_labels_beside_the_beginning_of_their_arrows(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    _, choice, _ = decision(sheet)
    sheet.word(choice.x + 3, choice.bottom + 8, "Ya")
    sheet.word(choice.x0 - 20, choice.y - 2, "Tidak")
    assert edges_of(sheet.flow(tmp_path)) == {(1, 2, "Ya"), (1, 0, "Tidak")}


def test_labels_with_sides_exchanged(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    _, choice, _ = decision(sheet)
    sheet.word(choice.x - 20, choice.bottom + 8, "Tidak")
    sheet.word(choice.x0 - 16, choice.y + 9, "Ya")
    assert edges_of(sheet.flow(tmp_path)) == {(1, 2, "Tidak"), (1, 0, "Ya")}


@pytest.mark.parametrize("turn", [90.0, -90.0])
def test_turned_labels(tmp_path: Path, turn: float) -> None:
    sheet = Sheet(rows=3)
    _, choice, _ = decision(sheet)
    sheet.word(choice.x + (8 if turn > 0 else 4), choice.bottom + (10 if turn > 0 else 2), "Ya",
               turn=turn)  # fmt: skip
    sheet.word(choice.x0 - 12, choice.y - (3 if turn > 0 else 22), "Tidak", turn=turn)
    assert edges_of(sheet.flow(tmp_path)) == {(1, 2, "Ya"), (1, 0, "Tidak")}


def test_labels_on_white_boxes_over_their_line(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    task, choice, _ = decision(sheet)
    for x, y, text in ((choice.x, choice.bottom + 8, "Ya"), (choice.x0 - 18, choice.y, "Tidak")):
        sheet.area([(x - 9, y - 5), (x + 9, y - 5), (x + 9, y + 4), (x - 9, y + 4)], fill=1.0)
        sheet.word(x - 7, y + 2, text)
    assert task.x < choice.x
    assert edges_of(sheet.flow(tmp_path)) == {(1, 2, "Ya"), (1, 0, "Tidak")}


def test_labels_of_several_words_and_lines(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    _, choice, _ = decision(sheet)
    sheet.word(choice.x + 3, choice.bottom + 8, "Sudah benar")
    sheet.word(choice.x0 - 30, choice.y - 11, "Belum").word(choice.x0 - 30, choice.y - 3, "lengkap")
    assert edges_of(sheet.flow(tmp_path)) == {(1, 2, "Sudah benar"), (1, 0, "Belum lengkap")}


def test_two_labels_near_each_other_stay_two(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    _, choice, _ = decision(sheet)
    sheet.word(choice.x0 - 14, choice.y + 9, "Tidak")
    sheet.word(choice.x0 + 6, choice.y + 16, "Ya")
    assert edges_of(sheet.flow(tmp_path)) == {(1, 2, "Ya"), (1, 0, "Tidak")}


def test_one_label_for_arrows_that_begin_as_one(tmp_path: Path) -> None:
    sheet = Sheet(rows=3, columns=4)
    choice = sheet.symbol("decision", sheet.box("decision", 0, 0))
    first = sheet.symbol("process", sheet.box("process", 1, 1))
    second = sheet.symbol("process", sheet.box("process", 1, 3))
    sheet.line(choice.right, (second.x, choice.y), second.up).head((second.x, choice.y), second.up)
    sheet.arrow((first.x, choice.y), first.up)
    sheet.word(choice.x1 + 3, choice.y - 3, "Ya")
    end = sheet.symbol("terminator", sheet.box("terminator", 2, 0))
    sheet.arrow(choice.down, end.up)
    chart = sheet.chart(tmp_path)
    labels = {link.target: link.label for link in chart.links}
    targets = [chart.shapes[index].bbox.x_mid for index, label in labels.items() if label == "Ya"]
    assert sorted(targets) == [first.x, second.x]
    assert len(labels) == 3


def test_words_that_are_no_labels(tmp_path: Path) -> None:
    sheet = Sheet(rows=3)
    task, choice, end = decision(sheet)
    sheet.word(task.x0, task.top - 3, "Operator aplikasi")
    sheet.word(end.x1 + 2, end.y, "Selesai")
    sheet.word(sheet.xs[4] + 6, sheet.ys[0] + 12, "lihat juga")
    sheet.word(sheet.xs[4] + 6, sheet.ys[0] + 20, "lampiran 2")
    sheet.word(choice.x - 6, choice.y + 2, "cek")
    assert edges_of(sheet.flow(tmp_path)) == {(1, 2, None), (1, 0, None)}


def test_the_label_of_a_long_way_may_stand_in_its_middle(tmp_path: Path) -> None:
    sheet = Sheet(rows=4)
    task = sheet.symbol("process", sheet.box("process", 0, 0))
    choice = sheet.symbol("decision", sheet.box("decision", 3, 2))
    sheet.arrow(choice.up, (choice.x, task.y), task.right)
    sheet.word(choice.x + 3, (task.y + choice.top) / 2, "Tidak")
    assert edges_of(sheet.flow(tmp_path)) == {(3, 0, "Tidak")}


@pytest.mark.parametrize("word", ["Tidak", "Belum lengkap"])
def test_labels_in_a_cell_away_from_their_line(tmp_path: Path, word: str) -> None:
    sheet = Sheet(rows=3, columns=5, row=90)
    above, below = (sheet.symbol("process", sheet.box("process", *at)) for at in ((0, 0), (2, 4)))
    decision = sheet.symbol("decision", sheet.box("decision", 1, 4))
    sheet.arrow(above.right, (decision.x, above.y), decision.up).arrow(decision.down, below.up)
    sheet.arrow(decision.left, (above.x, decision.y), above.down)
    sheet.word(sheet.xs[6] + 3, sheet.ys[2] - 3, "Ya", size=6)
    sheet.word(sheet.xs[4] + 20, sheet.ys[1] + 9, word)
    flow = sheet.flow(tmp_path)
    assert edges_of(flow) == {(0, 1, None), (1, 2, "Ya"), (1, 0, word)}
    assert all(edge.confidence <= 0.7 for edge in flow.edges if edge.label)


def test_a_label_nearer_to_the_other_way_goes_where_both_find_a_place(tmp_path: Path) -> None:
    sheet = Sheet(rows=3, columns=4)
    above, below = (sheet.symbol("process", sheet.box("process", *at)) for at in ((0, 0), (2, 3)))
    decision = sheet.symbol("decision", sheet.box("decision", 1, 3))
    turn = above.bottom + 14
    sheet.arrow(above.down, (above.x, turn), (decision.x, turn), decision.up)
    sheet.arrow(decision.down, below.up)
    sheet.arrow(decision.left, (above.x + 10, decision.y), (above.x + 10, above.bottom))
    sheet.word(sheet.xs[5] + 5, sheet.ys[2] - 4, "Ya")
    sheet.word(sheet.xs[3] + 20, decision.y - 14, "Tidak")
    assert edges_of(sheet.flow(tmp_path)) == {(0, 1, None), (1, 2, "Ya"), (1, 0, "Tidak")}


def test_a_label_in_a_cell_without_a_decisions_way_is_nobodys(tmp_path: Path) -> None:
    sheet = Sheet(rows=2, columns=4, row=90)
    one, other = (sheet.symbol("process", sheet.box("process", row, 0)) for row in (0, 1))
    sheet.arrow(one.down, other.up).word(sheet.xs[5] + 20, sheet.ys[1] - 20, "Ya")
    assert edges_of(sheet.flow(tmp_path)) == {(0, 1, None)}
