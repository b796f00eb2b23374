"""Pain that a stretched rectum gives, over the usual.

No published model was found: pain `p` follows what acts on it::

    p' = (u - p) / t

Butyrate is the one thing that acts on it, and what it does is contradictory: it makes rats more
sensitive, and stressed rats less.
"""

from __future__ import annotations

from typing import Any

from holobiont.host.module import Flux, Module, module
from holobiont.knowledge.store import Knowledge


def _follows(pain_drive: Any, rectal_pain: Any, *, settling: Any) -> Any:
    return (pain_drive - rectal_pain) / settling


def visceral(knowledge: Knowledge) -> Module:
    """Return the pain of a stretched rectum."""
    flux = Flux("pain follows", _follows, {"rectal_pain": 1})
    return module(knowledge.body("visceral"), (flux,))
