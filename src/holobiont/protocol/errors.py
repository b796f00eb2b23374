"""What is wrong with a phrase, where, and the nearest phrase that would be understood."""

from __future__ import annotations

from holobiont.errors import UsageError

Span = tuple[int, int]


class ProblemError(Exception):
    """A phrase cannot be read; used inside this package only.

    Parameters
    ----------
    reason
        One sentence on what is wrong.
    span
        Place of the culprit, ``[start, end)`` in characters.
    fix
        Text that would put it right in place of `span`, where that is known.
    """

    def __init__(self, reason: str, span: Span, fix: str | None = None) -> None:
        super().__init__(reason)
        self.reason, self.span, self.fix = reason, span, fix


class DoseError(UsageError):
    """A dose that cannot be given; `fix` is a dose that can, where one is near."""

    def __init__(self, reason: str, fix: str | None = None) -> None:
        super().__init__(reason)
        self.fix = fix


class PhraseError(UsageError):
    """A protocol phrase is not understood.

    Attributes
    ----------
    phrase : str
        The whole phrase as given.
    span : tuple of int
        Place of the culprit in it, ``[start, end)`` in characters.
    suggestion : str or None
        The nearest phrase that is understood; an example where none is near.
    """

    def __init__(
        self, reason: str, phrase: str, span: Span, suggestion: str | None, near: bool = True
    ) -> None:
        hint = ""
        if suggestion:
            hint = f" Did you mean {suggestion!r}?" if near else f" Write, say, {suggestion!r}."
        super().__init__(f"In the protocol {phrase!r}, character {span[0] + 1}: {reason}{hint}")
        self.phrase, self.span, self.suggestion = phrase, span, suggestion
