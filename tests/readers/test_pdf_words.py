from __future__ import annotations

from pathlib import Path

import pytest

from extract.readers.pdf import read_pdf
from models.page import Page
from tests.readers.handmade import Handmade, codes, text


def read_one(pdf: Handmade, folder: Path) -> Page:
    (page,) = read_pdf(pdf.save(folder))
    return page


def words(content: str, folder: Path, pdf: Handmade | None = None) -> list[str]:
    """Return the words that content shows, from top to bottom and left to right."""
    pdf = pdf or Handmade()
    pdf.add_page(content)
    placed = sorted(read_one(pdf, folder).words, key=lambda w: (round(w.bbox.bottom), w.bbox.x0))
    return [word.text for word in placed]


def told(meanings: dict[int, str]) -> Handmade:
    pdf = Handmade()
    pdf.add_font("F3", meanings)
    return pdf


def test_words_are_parted_by_blanks_and_by_gaps(tmp_path: Path) -> None:
    content = text("Nomor SOP", 50, 700) + text("Judul", 50, 650) + text("SOP", 79, 650)
    assert words(content, tmp_path) == ["Nomor", "SOP", "Judul", "SOP"]


def test_a_word_painted_in_pieces_is_one(tmp_path: Path) -> None:
    # Helvetica: "Peng" is 22.79 points wide at 10, "esah" 21.68.
    pieces = [text("an", 94.47, 700), text("Peng", 50, 700), text("esah", 72.79, 700)]
    for order in (pieces, pieces[::-1]):
        assert words("".join(order), tmp_path) == ["Pengesahan"]


def test_lines_a_little_above_each_other_stay_apart(tmp_path: Path) -> None:
    # In columns side by side, lines of one level may lie half a line apart, one after another.
    content = "".join(
        text(f"{name}{line}", x, 700 - 2.5 * step - 10 * line)
        for step, (x, name) in enumerate([(50, "kiri"), (120, "tengah"), (200, "kanan")])
        for line in range(4)
    )
    assert sorted(words(content, tmp_path)) == sorted(
        f"{name}{line}" for name in ("kiri", "tengah", "kanan") for line in range(4)
    )


def test_letters_drawn_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    bold = text("Dasar Hukum", 50, 700) + text("Dasar Hukum", 50.3, 700)
    letters = "".join(
        text(letter, x + shift, 650 - shift)
        for x, letter in zip((50, 56.67, 63.34, 66.12), "PPID", strict=True)
        for shift in (0, 0.25, 0.5)
    )
    assert words(bold + letters, tmp_path) == ["Dasar", "Hukum", "PPID"]


def test_doubled_letters_of_a_word_are_kept(tmp_path: Path) -> None:
    bold = text("Hukum", 50, 650) + text("Hukum", 50.3, 650)
    content = text("illa 1111 .... menggunakan", 50, 700, size=7) + bold
    assert words(content, tmp_path) == ["illa", "1111", "....", "menggunakan", "Hukum"]


@pytest.mark.parametrize("spacing", [2.5, 4, 8])
def test_letters_spaced_apart_by_the_text_state_are_joined(tmp_path: Path, spacing: float) -> None:
    content = f"BT /F1 10 Tf {spacing} Tc 50 700 Td (NOMOR SOP TAHUN) Tj ET"
    assert words(content, tmp_path) == ["NOMOR", "SOP", "TAHUN"]


def test_letters_spaced_apart_by_blanks_are_joined(tmp_path: Path) -> None:
    assert words(text("N o m o r   S O P", 50, 700), tmp_path) == ["Nomor", "SOP"]
    assert words(text("S O P", 50, 700), tmp_path) == ["SOP"]
    assert words(text("K E P U T U S A N  Kepala", 50, 700), tmp_path) == ["KEPUTUSAN", "Kepala"]


def test_letters_spaced_apart_each_placed_by_itself_are_joined(tmp_path: Path) -> None:
    # Helvetica's widths at 10 points, and 4 points between the letters.
    starts = (50, 59, 70.22, 81.44, 92.66)
    content = "".join(text(c, x, 700) for x, c in zip(starts, "JUDUL", strict=True))
    assert words(content, tmp_path) == ["JUDUL"]


def test_single_characters_that_are_no_spaced_word_stay_apart(tmp_path: Path) -> None:
    numbers = "".join(text(str(i), 50 + 12 * i, 700) for i in range(1, 7))
    marks = "".join(text("X", 50 + 40 * i, 650) for i in range(5))
    short = text("1 x 24 jam", 50, 600)
    assert words(numbers + marks + short, tmp_path) == [
        *"123456",
        *"XXXXX",
        "1",
        "x",
        "24",
        "jam",
    ]


@pytest.mark.parametrize(
    "line",
    ["Memilah berkas A & B", "Formulir A B C", "kolom A - D pada formulir", "bila nilai x > y",
     "kelas A / B / C", "A & B", "A B C", "Golongan A B O", "Berkas I , II", "Ruang A - B , C"],
)  # fmt: skip
def test_single_letters_and_signs_between_blanks_stay_apart(line: str, tmp_path: Path) -> None:
    assert words(text(line, 50, 700), tmp_path) == line.split()


# Helvetica's advance of each text at 10 points: where the mark behind it begins.
MARKED = [("2 Hari", 26.67, "1)"), ("berkas permohonan", 88.93, "2"), ("loket", 21.12, "*"),
          ("Tanda terima", 58.91, "a)"), ("berkas", 30.01, "10)")]  # fmt: skip


@pytest.mark.parametrize(("words_before", "width", "mark"), MARKED)
def test_marks_of_footnotes_are_no_part_of_the_text(
    words_before: str, width: float, mark: str, tmp_path: Path
) -> None:
    raised = text(mark, 50 + width + 0.3, 703.3, size=6)
    note = text(f"{mark} Hari kerja", 50, 100, size=6)
    level = text("12", 50 + width + 3, 650, size=6) + text(words_before, 50, 650)
    content = text(words_before, 50, 700) + raised + level + note
    wanted = [*words_before.split(), *words_before.split(), "12", mark, "Hari", "kerja"]
    assert sorted(words(content, tmp_path)) == sorted(wanted)


def test_powers_and_fractions_stay(tmp_path: Path) -> None:
    squared = text("100 m", 50, 700) + text("2", 50 + 27.8, 703.3, size=6)
    half = text("1", 50, 653.3, size=6) + text("/2 hari", 53.4, 650)
    joined = "".join(words(squared + half, tmp_path))
    assert "100m2" in joined
    assert "1/2" in joined


def test_ligatures_become_letters_and_fractions_stay(tmp_path: Path) -> None:
    pdf = told({1: "ﬁ", 2: "ﬂ", 3: "ﬃ", 4: "½", 5: "²", 6: "a", 7: "\U0001d401", 8: "\uf002"})
    shown = codes([6, 1, 6, 2, 6, 3, 6, 8], 50, 700, font="F3")
    kept = codes([4, 6, 5], 50, 650, font="F3") + codes([6, 7], 50, 600, font="F3")
    assert words(shown + kept, tmp_path, pdf) == ["afiaflaffiafl", "½a²", "aB"]


def test_characters_of_no_width_are_dropped_and_exotic_blanks_are_blanks(tmp_path: Path) -> None:
    pdf = told({1: "\u200b", 2: "\ufeff", 3: "\u00a0", 4: "\u2003", 5: "a", 6: "b", 7: "\u2060"})
    shown = codes([5, 1, 6, 2, 5, 7, 6, 3, 5, 4, 6], 50, 700, font="F3")
    assert words(shown, tmp_path, pdf) == ["abab", "a", "b"]


def test_a_printed_soft_hyphen_is_a_hyphen(tmp_path: Path) -> None:
    pdf = told({1: "\u00ad", 2: "a"})
    assert words(codes([2, 1, 2], 50, 700, font="F3"), tmp_path, pdf) == ["a-a"]


def test_letters_moved_to_the_private_area_come_back(tmp_path: Path) -> None:
    pdf = told({1: "\uf053", 2: "\uf04f", 3: "\uf050"})
    assert words(codes([1, 2, 3], 50, 700, font="F3"), tmp_path, pdf) == ["SOP"]


def test_an_accent_of_its_own_is_joined_to_its_letter(tmp_path: Path) -> None:
    pdf = told({1: "e", 2: "\u0301"})
    assert words(codes([1, 2], 50, 700, font="F3"), tmp_path, pdf) == ["é"]


def test_a_control_glyph_between_words_is_a_blank(tmp_path: Path) -> None:
    letters = {code: chr(code + 61) for code in range(40, 60)}
    pdf = told(letters)
    for code in (3, 9):
        shown = codes([40, 41, 42, 43, code, 44, 45, 46, 47], 50, 700, font="F3")
        assert words(shown, tmp_path, told(letters)) == ["efgh", "ijkl"]
    assert words(codes([40, 41, 42, 99, 44, 45, 46, 47], 50, 700, font="F3"), tmp_path, pdf) == [
        "efg\ufffdijkl"
    ]


def test_text_shown_by_the_quote_operators_is_read(tmp_path: Path) -> None:
    content = "BT /F1 10 Tf 12 TL 50 700 Td (satu) Tj (dua) ' 1 1 (tiga) \" ET"
    assert words(content, tmp_path) == ["satu", "dua", "tiga"]


def test_text_of_a_form_is_read_and_what_lies_outside_its_box_is_not(tmp_path: Path) -> None:
    pdf = Handmade()
    pdf.add_form("X", text("dalam", 10, 10) + text("luar", 10, 60), (0, 0, 100, 50))
    # No q and Q around the form: what follows must still stand where the page says.
    pdf.add_page(f"1 0 0 1 100 100 cm /X Do {text('sesudah', 0, 200)}")
    page = read_one(pdf, tmp_path)
    places = {w.text: (round(w.bbox.x0), round(842 - w.bbox.bottom, -1)) for w in page.words}
    assert places == {"dalam": (110, 110), "sesudah": (100, 300)}


def test_a_page_of_many_words_is_read_in_time_that_grows_with_it(tmp_path: Path) -> None:
    import time

    def seconds(count: int) -> float:
        pdf = Handmade()
        lines = [text(f"surat{i} " * 12, 20, 820 - 0.8 * i, size=3) for i in range(count)]
        pdf.add_page("".join(lines) * 2)
        path = pdf.save(tmp_path, f"{count}.pdf")
        start = time.process_time()
        (page,) = read_pdf(path)
        assert len(page.words) == 12 * count
        return time.process_time() - start

    seconds(50)
    assert seconds(800) < 30 * seconds(100)
