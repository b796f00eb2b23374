"""Mood of healthy people, in standard deviations between them, against the usual.

No published model was found: mood `m` follows what acts on it::

    m' = (u - m) / t

Endotoxin lowers it (Reichenberg et al. 2001); a lack of tryptophan does not in healthy people
(studies after 2007 in Moncrieff et al. 2022). It is a mean of questionnaires, no diagnosis.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _follows(mood_drive: Any, mood: Any, *, settling: Any) -> Any:
    return (mood_drive - mood) / settling


def mood(knowledge: Knowledge) -> Module:
    """Return the mood of healthy people."""
    return module(knowledge.body("mood"), (Flux("mood follows", _follows, {"mood": 1}),))
