"""Numbers as a workbook shows them."""

from __future__ import annotations

import pytest

from extract.readers.office.xlsx.formats import builtin_format, show_number, show_text

SHOWN = [
    (10, '0 "Menit"', "10 Menit"),
    (10, "0\\ \\M\\e\\n\\i\\t", "10 Menit"),
    (2, '"± "0" jam"', "± 2 jam"),
    (5, '# "Hari"', "5 Hari"),
    (30, '[<60]0 "Menit";[>=60]0 "menit lebih"', "30 Menit"),
    (90, '[<60]0 "Menit";[>=60]0 "menit lebih"', "90 menit lebih"),
    (1.5, "General", "1,5"),
    (7, "General", "7"),
    (0.1 + 0.2, "General", "0,3"),
    (199001012015031001.0, "0", "199001012015031000"),
    (199001012015031001.0, "General", "1,99001E+17"),
    (1234567.891, "#,##0.00", "1.234.567,89"),
    (0.25, "0%", "25%"),
    (3, "000", "003"),
    (12, "00\\-00", "00-12"),
    (0, '#,##0;-#,##0;"-"', "-"),
    (-5, "0", "-5"),
    (1, "0.##", "1"),
    (7, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)', "7"),
    (45292, "[$-421]dd mmmm yyyy;@", "01 Januari 2024"),
    (45292, "[$-409]d-mmm-yy;@", "1-Jan-24"),
    (45292, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "01 Januari 2024"),
    (45292, "dddd, d mmmm yyyy", "Senin, 1 Januari 2024"),
    (45292.5, "dd/mm/yyyy h:mm", "01/01/2024 12:00"),
    (45292, "yyyy\\-mm\\-dd", "2024-01-01"),
    (0.5, "h:mm AM/PM", "12:00 PM"),
    (1.5, "[h]:mm", "36:00"),
    (59, "d mmmm yyyy", "28 Februari 1900"),
    (-1, "d mmmm yyyy", "-1"),
    (5e9, "d mmmm yyyy", "5000000000"),
    (10, "", ""),
]


@pytest.mark.parametrize(("value", "code", "shown"), SHOWN)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


def test_days_may_be_counted_from_1904() -> None:
    assert show_number(43830, "d mmmm yyyy", from_1904=True) == "1 Januari 2024"


def test_texts_are_shown_with_what_their_format_adds() -> None:
    assert show_text("Camat", '0;0;0;"Kepada "@') == "Kepada Camat"
    assert show_text("Camat", "General") == "Camat"


def test_formats_are_known_by_number() -> None:
    assert show_number(45292, builtin_format(14)) == "01/01/2024"
    assert builtin_format(9999) == "General"
