"""The flowchart in the Pelaksana columns: who does a step, and what follows it."""

from __future__ import annotations
