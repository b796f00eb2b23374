"""Cutting a text without moving what is left."""

from __future__ import annotations

from holobiont.protocol.errors import Span


def blank(text: str, span: Span) -> str:
    """Replace a stretch of text by spaces, so that later places stay the same."""
    return text[: span[0]] + " " * (span[1] - span[0]) + text[span[1] :]
