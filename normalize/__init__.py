"""Turns printed wording into typed values; pure functions that know no pages and no files."""

from __future__ import annotations
