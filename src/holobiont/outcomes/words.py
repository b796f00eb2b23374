"""The sentences of statements."""

from __future__ import annotations

from holobiont.knowledge.schema import Association, Effect, Evidence, Mediator

_BASIS = {
    "uncontrolled": "without a control group",
    "observation": "observed, not tried",
    "culture": "in cell culture only",
}
_FOUND = {"none": "no difference found", "mixed": "studies disagree", "differs": "it differs"}
_MEASURES = {
    "SMD": "standardized difference",
    "MD": "difference",
    "percent": "change",
    "RR": "relative risk",
    "OR": "odds ratio",
    "HR": "hazard ratio",
    "ratio": "ratio",
    "AUC": "area under the curve",
    "share": "share",
}


def size(evidence: Evidence) -> str:
    """Write the number of a finding with its interval; empty if it has none."""
    if evidence.measure is None or evidence.value is None:
        return ""
    told = f"{_MEASURES[evidence.measure]} {evidence.value:g}"
    told += "" if evidence.unit == "1" else f" {evidence.unit}"
    if evidence.interval is None:
        return told
    low, high = evidence.interval
    return f"{told} ({low:g} to {high:g})"


def people(evidence: Evidence) -> str:
    """Write the design, how many studies and people, and who they were."""
    counts = [
        f"{evidence.studies} studies" if evidence.studies and evidence.studies > 1 else "",
        f"{evidence.participants} people" if evidence.participants else "",
    ]
    parts = [evidence.design, *filter(None, counts), evidence.population]
    if evidence.organism != "human":
        parts.append(evidence.organism)
    against = f" against {evidence.against}" if evidence.against else ""
    return ", ".join(parts) + against


def of_effect(effect: Effect, intervention: str) -> str:
    """Write what an intervention was found to do."""
    return f"{_capital(intervention)}: {finding(effect)}, {details(effect)}"


def finding(effect: Effect) -> str:
    """Write which way an outcome went, and whether that is better."""
    if effect.finding == "none":
        return f"no effect found on {effect.outcome}"
    if effect.finding == "mixed":
        return f"contradictory on {effect.outcome}"
    return f"{effect.outcome} {effect.way} ({effect.finding})"


def of_association(association: Association) -> str:
    """Write what was found to go with a condition."""
    told = _FOUND.get(association.finding, association.finding)
    return f"{_capital(association.marker)}: {told}, {details(association)}"


def of_mediator(mediator: Mediator) -> str:
    """Write which way of a mediator is worse, and why that is held."""
    way = "which way is worse is unclear" if mediator.worse == "unclear" else ""
    return f"{_capital(mediator.label)}: {way or f'{mediator.worse} is worse'}; {mediator.why}."


def of_gap(step: str, condition: str) -> str:
    """Write that nothing is known of a step."""
    return f"No study of {step} on {condition} is on file: nothing is claimed."


def details(evidence: Evidence) -> str:
    """Write the number, the design, the people, and what disagrees."""
    parts = [size(evidence)]
    if isinstance(evidence, Effect):
        parts += [evidence.dose, _BASIS.get(evidence.basis, "")]
    text = "; ".join(filter(None, (*parts, people(evidence))))
    return f"{text}. But: {evidence.contradicts}." if evidence.contradicts else f"{text}."


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
