"""Workbooks (ECMA-376 part 1, SpreadsheetML): a page for each visible sheet."""
