"""The workbook's sheets for people: the recapitulation, and what recurs over an office's SOPs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from extract.tables.overview.faults import say, told_fault
from extract.tables.overview.summary import Summary

# Widths in characters of Nomor, Nama, Perangkat Daerah, Tanggal, Status, Yang harus dibenahi:
# together the width of a landscape A4 page at 80 %. Chosen by eye.
RECAP_WIDTHS_CHARS = (20, 34, 28, 12, 17, 58)
REPEATED_WIDTHS_CHARS = (30, 70, 9, 60)
# Faults of one SOP that are listed; the sheet of findings has all. Unfitted.
MAX_FAULTS = 8
# SOPs that a recurring finding names.
MAX_NAMED = 12
# A4 by its number in Excel's files (ECMA-376, 18.3.1.63, paperSize).
A4_PAPER = 9
# Margins of printed pages, in inches.
MARGIN_IN = 0.4

_RECAP = tuple(f"recap_{n}" for n in ("number", "title", "office", "date", "status", "faults"))
_REPEATED = tuple(f"repeated_{n}" for n in ("office", "finding", "sops", "list"))

# Height of a line of 11 pt, and the most that Excel allows for a row, in points (Microsoft, "Excel
# specifications and limits").
LINE_PT = 15
MAX_ROW_PT = 409
# Share of a column's width that wrapped lines fill, since they break between words. Unfitted.
FILLED_SHARE = 0.85


@dataclass(slots=True)
class _Recurring:
    """A finding that recurs: the office, what it says, and names of the SOPs."""

    office: str
    message: str
    sops: list[str] = field(default_factory=list)


class RecapSheets:
    """Writes a row for each SOP, and at the end one for each recurring finding.

    Args:
        workbook: The workbook; the sheets are its first two.
        heading: How headings look.
    """

    def __init__(self, workbook: Workbook, heading: Format) -> None:
        """Add the sheets."""
        self._wrapped = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
        self._recap = self._add(workbook, "recap", _RECAP, RECAP_WIDTHS_CHARS, heading)
        self._repeated = self._add(workbook, "repeated", _REPEATED, REPEATED_WIDTHS_CHARS, heading)
        self._recap.activate()
        self._row = 0
        self._recurring: dict[str, _Recurring] = {}

    def _add(
        self,
        workbook: Workbook,
        title: str,
        headings: Sequence[str],
        widths_chars: Sequence[int],
        heading: Format,
    ) -> Worksheet:
        """Add a sheet that prints well: landscape A4, one page wide, headings on each page."""
        sheet: Worksheet = workbook.add_worksheet(say(title))
        set_print(sheet)
        for index, (name, width) in enumerate(zip(headings, widths_chars, strict=True)):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, say(name), heading)
        return sheet

    def write(self, summary: Summary) -> None:
        """Write the row of an SOP."""
        self._row += 1
        header = summary.record.header
        lines = summary.lines()
        if len(lines) > MAX_FAULTS:
            lines = [*lines[:MAX_FAULTS], say("more", count=len(lines) - MAX_FAULTS)]
        cells = (
            header.sop_number, header.title, summary.office, summary.latest, summary.status,
            "\n".join(f"• {line}" for line in lines),
        )  # fmt: skip
        self._put(self._recap, self._row, cells, RECAP_WIDTHS_CHARS)
        for fault in summary.repeated:
            known = self._recurring.setdefault(
                fault.group_id or fault.code, _Recurring(summary.office, told_fault(fault))
            )
            known.sops.append(header.sop_number or header.title or summary.record.source.path)

    def close(self) -> None:
        """Write the recurring findings, the most frequent first."""
        self._recap.autofilter(0, 0, self._row, len(RECAP_WIDTHS_CHARS) - 1)
        ordered = sorted(self._recurring.values(), key=lambda one: (one.office, -len(one.sops)))
        for row, one in enumerate(ordered, start=1):
            sops = list(dict.fromkeys(one.sops))
            more = ["…"] if len(sops) > MAX_NAMED else []
            named = "; ".join([*sops[:MAX_NAMED], *more])
            cells = (one.office, one.message, len(sops), named)
            self._put(self._repeated, row, cells, REPEATED_WIDTHS_CHARS)
        self._repeated.autofilter(0, 0, len(ordered), len(REPEATED_WIDTHS_CHARS) - 1)

    def _put(
        self, sheet: Worksheet, row: int, cells: Sequence[Any], widths_chars: Sequence[int]
    ) -> None:
        """Write a row, as high as its fullest cell needs; not every program finds that itself."""
        lines = max(_lines(str(cell or ""), w) for cell, w in zip(cells, widths_chars, strict=True))
        sheet.set_row(row, min(lines * LINE_PT, MAX_ROW_PT))
        for index, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(row, index, cell, self._wrapped)
            else:
                sheet.write_string(row, index, cell or "", self._wrapped)


def _lines(text: str, width_chars: int) -> int:
    """Return how many lines a text takes in a column of some width."""
    fit = max(1, int(width_chars * FILLED_SHARE))
    return sum(max(1, -(-len(line) // fit)) for line in text.split("\n"))


def set_print(sheet: Worksheet) -> None:
    """Have a sheet printed on landscape A4, one page wide, with its headings on each page."""
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4_PAPER)
    sheet.set_margins(MARGIN_IN, MARGIN_IN, MARGIN_IN, 2 * MARGIN_IN)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&A, &P/&N")
