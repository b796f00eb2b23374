"""From the colon to the general blood: gut wall, portal vein, liver, and the way around.

Of what the colon absorbs of an acid, `U`, its wall burns `O` (`epithelium`). The rest reaches the
portal vein, but for a part `omega` from the rectum, whose lower veins go past the liver (DB79). Of
what is added to their blood, the liver keeps a share `lambda`, other tissues `tau`. What the
gut releases beyond `R_0`, its release in people after a night without food, raises their levels
until as much is cleared:

    g   = (U - O) ((1 - omega) (1 - lambda) + omega)           reaches the general blood
    C_a = C_0 + (g - (1 - lambda) R_0) / (lambda Q_h + tau Q_o)    arteries
    C_v = C_1 + (1 - tau) (C_a - C_0)                          a vein of the arm
    C_p = C_a + (1 - omega) (U - O) / Q_p                      portal vein

`C_0` and `C_1` are the levels of such people. What the body makes itself is in them, and taken not
to change; for acetate that is most of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from holobiont.host.epithelium import oxidized
from holobiont.knowledge.schema import Physiology

_HOURS = 24.0
_MICRO = 1000.0
_NONE: Mapping[str, float] = {}


@dataclass(frozen=True)
class Passage:
    """Fate of one acid behind the wall, and its levels in blood.

    Attributes
    ----------
    absorbed : float
        What the colon absorbs (mmol/d).
    oxidized : float
        What of it its wall burns (mmol/d).
    extracted : float
        What of it the liver keeps (mmol/d).
    portal, arterial, peripheral : float
        Levels in the portal vein, in arteries, and in a vein of the arm (umol/L).
    """

    absorbed: float
    oxidized: float
    extracted: float
    portal: float
    arterial: float
    peripheral: float

    @property
    def burnt(self) -> float:
        """Share of what is absorbed that the gut wall burns; 0 where nothing is."""
        return self.oxidized / self.absorbed if self.absorbed > 0 else 0.0

    @property
    def available(self) -> float:
        """Share of what is absorbed that reaches the general blood; 0 where nothing is."""
        reached = self.absorbed - self.oxidized - self.extracted
        return reached / self.absorbed if self.absorbed > 0 else 0.0


def first_pass(
    absorbed: Mapping[str, float], body: Physiology, last: Mapping[str, float] = _NONE
) -> dict[str, Passage]:
    """Follow acids from the wall of the colon to the general blood.

    Parameters
    ----------
    absorbed : mapping of str to float
        Acids that the colon absorbs (mmol/d), each one of acetate, propionate and butyrate.
    body : Physiology
    last : mapping of str to float, optional
        Share of each that the last segment absorbs; none if left out.

    Returns
    -------
    dict of str to Passage
        By acid.

    Raises
    ------
    KnowledgeError
        If an acid has no extraction in the knowledge; the sentence gives the nearest key.
    """
    hourly = {name: max(amount, 0.0) / _HOURS for name, amount in absorbed.items()}
    burnt = oxidized(hourly, body)
    return {
        name: _passage(name, amount, burnt[name], last.get(name, 0.0), body)
        for name, amount in hourly.items()
    }


def clearance(name: str, body: Physiology) -> float:
    """Return the arterial blood that liver and other tissues clear of what is added (L/h)."""
    value = body.value
    output, liver = value("blood.cardiac_output"), _liver_flow(body)
    kept, used = value(f"extraction.liver.{name}"), value(f"extraction.tissues.{name}")
    return kept * liver + used * (output - liver)


def _liver_flow(body: Physiology) -> float:
    value = body.value
    return value("blood.cardiac_output") * (value("blood.portal") + value("blood.hepatic_artery"))


def _passage(name: str, absorbed: float, burnt: float, last: float, body: Physiology) -> Passage:
    """Solve one acid; amounts in mmol/h."""
    value = body.value
    kept, used = value(f"extraction.liver.{name}"), value(f"extraction.tissues.{name}")
    left = absorbed - burnt
    portal = left * (1.0 - last * value("rectum.bypass"))
    reached = left - kept * portal
    rest = (1.0 - kept) * value(f"blood.fasting_release.{name}")
    more = (reached - rest) / clearance(name, body)
    arterial = max(value(f"blood.fasting.{name}") + more, 0.0)
    vein = max(value(f"blood.fasting_vein.{name}") + (1.0 - used) * more, 0.0)
    flow = value("blood.cardiac_output") * value("blood.portal")
    return Passage(
        absorbed=absorbed * _HOURS,
        oxidized=burnt * _HOURS,
        extracted=kept * portal * _HOURS,
        portal=(arterial + portal / flow) * _MICRO,
        arterial=arterial * _MICRO,
        peripheral=vein * _MICRO,
    )
