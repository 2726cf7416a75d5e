"""Reads Indonesian government SOP documents into structured, checked records."""

from __future__ import annotations
