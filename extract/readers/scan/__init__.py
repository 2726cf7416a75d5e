"""Pages that are pictures: scans, photos, and the pictures on digital pages, read to `Page`s."""

from __future__ import annotations
