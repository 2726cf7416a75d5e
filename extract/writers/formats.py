"""The output formats of a run."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """An output format; `--help` lists each with its meaning."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Format:
        """Make a member with its meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    JSON = "json", "the records, one file for each document; always written"
    JSONL = "jsonl", "all records in one file, a line each"
    CSV = "csv", "tables of all records in the output folder"
    EXCEL_CSV = "excel-csv", "the same tables as CSV that Excel opens by a double click, in excel/"
    PARQUET = "parquet", "the same tables as Parquet files"
    SQLITE = "sqlite", "the same tables as an SQLite database"
    DUCKDB = "duckdb", "the same tables as a DuckDB database"
    XLSX = "xlsx", "the same tables as sheets of an Excel workbook, after a recapitulation to print"
    BPMN = "bpmn", "a BPMN 2.0 process model with its diagram for each SOP"
    MERMAID = "mermaid", "a Mermaid flowchart for each SOP"
    SVG = "svg", "a picture of the flow for each SOP"


DEFAULT_FORMATS = (Format.JSON, Format.CSV, Format.XLSX)


def parse_formats(text: str) -> list[Format]:
    """Return the formats that a list with commas names.

    Raises:
        ValueError: There is no such format; the message names those there are.
    """
    names = [name.strip().casefold() for name in text.split(",")]
    known = {form.value: form for form in Format}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"there is no format {unknown[0]!r}; choose from {', '.join(known)}")
    return [known[name] for name in names]
