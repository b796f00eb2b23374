"""Refuse an experiment on a body that names what the body does not have."""

from __future__ import annotations

from holobiont.errors import HolobiontError, InputError, KnowledgeError, did_you_mean
from holobiont.host import Host
from holobiont.host.registry import body
from holobiont.knowledge import Knowledge
from holobiont.quantity import same_dimension
from holobiont.validation.experiment import Experiment, Observable, Target
from holobiont.validation.live import Body
from holobiont.validation.observables import NEEDS, OF_A_BODY
from holobiont.validation.observables.behind import answering

_TIMES = ("peak_time", "low_time", "half_time")


def check_bodies(experiment: Experiment, knowledge: Knowledge, file: str) -> None:
    """Check modules, inputs, states and units of every arm.

    Raises
    ------
    KnowledgeError
        Naming the file, the key and the nearest valid name.
    """
    for i, how in enumerate(experiment.bodies):
        key = f"{file}: arms.{i}.body" if experiment.arms[i].body else f"{file}: body"
        try:
            host = body(how.modules, knowledge, how.without, how.hypotheses)
            _done(how, host)
            for what in experiment.observable:
                if not what.not_yet:
                    _measured(experiment, what, host)
        except HolobiontError as error:
            raise KnowledgeError(f"{key}: {error}") from error


def check_answer(what: Target, knowledge: Knowledge) -> None:
    """Check a state or output of the body that answers a gut, and its unit.

    Raises
    ------
    UsageError
        If no module that the gut reaches has it.
    InputError
        If the unit does not fit.
    """
    _unit(what, body(answering(what, knowledge), knowledge))


def _unit(what: Target, host: Host) -> None:
    unit = host.slot(what.state).unit
    if what.unit and not same_dimension(what.unit, unit):
        raise InputError(f"{what.unit!r} is no unit of {what.state!r}, as {unit} is.")


def _done(how: Body, host: Host) -> None:
    if not how.modules:
        raise InputError("modules is empty: name at least one.")
    names = (*how.usual, *how.inputs, *(p.input for p in how.pulses))
    for name in (*names, *(dose.state for dose in how.doses)):
        host.set({name: host.value(name)})
    ends = [*(p.start + p.hours for p in how.pulses), *(dose.at for dose in how.doses)]
    latest = max(ends, default=0.0)
    if how.hours is not None and latest > how.hours:
        raise InputError(f"something is done at {latest:g} h, after the end at {how.hours:g} h.")


def _measured(experiment: Experiment, what: Observable, host: Host) -> None:
    if what.kind not in OF_A_BODY:
        hint = did_you_mean(what.kind, OF_A_BODY) or f" Known: {', '.join(OF_A_BODY)}."
        raise InputError(f"observable: {what.kind!r} is not a known kind of a body.{hint}")
    for field in NEEDS[what.kind]:
        if not getattr(what, field):
            raise InputError(f"observable: {field} is missing: a {what.kind} needs it.")
    unit = "h" if what.kind in _TIMES else host.slot(what.state).unit
    host.slot(what.state)
    if what.unit and not same_dimension(what.unit, unit):
        raise InputError(f"observable: {what.unit!r} is no unit of {what.state!r}, as {unit} is.")
    for name, quantity in what.inputs.items():
        if name in ("sd", "limit") and not same_dimension(quantity.unit, unit):
            raise InputError(
                f"observable: {quantity.unit!r} of {name} is no unit of {what.state!r}, "
                f"as {unit} is."
            )
    if what.kind == "odds" and not {"limit", "log_sd"} <= set(what.inputs):
        raise InputError("observable: odds need inputs.limit and inputs.log_sd.")
    compare, _ = experiment.how(what)
    if compare != "level" and len(experiment.arms_of(what)) < 2:
        raise InputError(f"observable: a {compare} needs two arms.")
    if compare in ("slope", "correlation", "smd") or what.when is not None:
        raise InputError(f"observable: {compare} and when are for people: there is one body.")
