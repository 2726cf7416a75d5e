"""Plain text to SOPs as read: the way in for text that has no geometry."""

from __future__ import annotations

from extract.text.layout import read_layout_sops
from extract.text.lines import looks_like_layout
from extract.text.read import read_text_sops, text_signs

__all__ = ["looks_like_layout", "read_layout_sops", "read_text_sops", "text_signs"]
