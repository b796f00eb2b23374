"""Remember the last result of a pure function, for callers that ask for it several times."""

from __future__ import annotations

from collections.abc import Callable

from holobiont.engine.law import Array


class Last:
    """The last argument and result; the same argument gives the same result without work."""

    def __init__(self) -> None:
        self._last: tuple[bytes, Array] | None = None

    def __call__(self, function: Callable[[Array], Array], x: Array) -> Array:
        """Return ``function(x)``, read-only."""
        key, last = x.tobytes(), self._last
        if last is not None and last[0] == key:
            return last[1]
        result = function(x)
        result.flags.writeable = False
        self._last = (key, result)
        return result
