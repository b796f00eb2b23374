"""Refuse an experiment that names what is not known, before anything is simulated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from holobiont.culture.contents import substrate_parts
from holobiont.culture.members import members
from holobiont.errors import HolobiontError, KnowledgeError, did_you_mean
from holobiont.gut.blueprint import ABSORBED, FLATUS, INERT, STOOL, Blueprint
from holobiont.gut.habitat import vessel
from holobiont.gut.observe import SCFA
from holobiont.knowledge import Knowledge
from holobiont.protocol import Protocol, as_protocol
from holobiont.twin.joint import check_cut, check_inputs
from holobiont.twin.transplant import donors_of
from holobiont.validation.check_body import check_answer, check_bodies
from holobiont.validation.culture import Culture
from holobiont.validation.dish import free
from holobiont.validation.experiment import Experiment, Observable, Target
from holobiont.validation.judge import HEALTH, OF_SAMPLES
from holobiont.validation.observables import NEEDS, OF_A_CULTURE, OF_A_PERSON, OF_SHARES, OF_TAXA
from holobiont.validation.observables.community import INDICES, names_of

_LEDGERS = (ABSORBED, STOOL, FLATUS)
_STOOL = ("bacteria", "dry", "wet", "water", "density")
_SEGMENTS = ("proximal", "transverse", "distal", "stool")
_VESSELS = ("portal", "arterial", "peripheral")
#: Kinds that know some species only, or some places.
_SPECIES = {
    "stool": _STOOL,
    **dict.fromkeys(("first_pass", "blood", "gut_release", "liver_uptake"), SCFA),
}
_PLACES = {"flow": _LEDGERS, "gas_volume": _LEDGERS, "blood": _VESSELS}
_LINES = ("slope", "correlation")
_OF_ILLNESS = ("toxin", "episode", "cure", "recurrence")


def check(experiment: Experiment, knowledge: Knowledge) -> None:
    """Check every name an experiment uses.

    Raises
    ------
    KnowledgeError
        Naming the file, the key and the nearest valid name.
    """
    names = _Names(f"{experiment.id}.toml", knowledge, in_people=experiment.culture is None)
    for code in experiment.source.split(";"):
        names.known(code, knowledge.references, "source", "source code")
    if experiment.samples is not None:
        names.samples(experiment)
        return
    if experiment.body is not None:
        check_bodies(experiment, knowledge, names.file)
        return
    if experiment.culture is None:
        names.people(experiment)
    else:
        names.cultures(experiment)
    for i, what in enumerate(experiment.observable):
        if not what.not_yet:
            key = "observable" if len(experiment.observable) == 1 else f"observable.{i}"
            names.target(what, key)
            names.compared(experiment, what, key)


class _Names:
    """Look up names, and complain about those that are not known."""

    def __init__(self, file: str, knowledge: Knowledge, *, in_people: bool) -> None:
        self.file, self.knowledge, self.in_people = file, knowledge, in_people
        in_vessel = Blueprint(knowledge, vessel(), ()).dissolved
        self.compounds = tuple(knowledge.compounds) if in_people else in_vessel

    def fail(self, key: str, reason: str) -> None:
        raise KnowledgeError(f"{self.file}: {key}: {reason}")

    def known(self, name: str, options: Iterable[str], key: str, what: str) -> None:
        options = tuple(options)
        if name not in options:
            hint = did_you_mean(name, options)
            if not hint and len(options) <= len(OF_A_PERSON) + len(OF_TAXA):
                hint = f" Known: {', '.join(options)}."
            self.fail(key, f"{name!r} is not a known {what}.{hint}")

    def people(self, e: Experiment) -> None:
        """Check who takes part and what is done."""
        self.taxa((*e.people.carry, *e.people.lack), "people")
        self.living(e.setup.diet, e.setup.physiology, "setup")
        for i, arm in enumerate(e.arms):
            key = f"arms.{i}"
            self.taxa((*arm.carry, *arm.lack), key)
            self.living(arm.diet or e.setup.diet, arm.physiology, key)
            if arm.protocol:
                self.explained(partial(as_protocol, arm.protocol, self.knowledge), key)
                self.donors(e, as_protocol(arm.protocol, self.knowledge), f"{key}.protocol")
            self.explained(partial(check_inputs, self.knowledge, arm.inputs), f"{key}.inputs")
            self.explained(partial(check_cut, self.knowledge, arm.without), f"{key}.without")
            for gulp in arm.gulps:
                self.known(gulp.food, self.knowledge.foods, f"{key}.gulps", "food")
            if arm.gulps and arm.days is None:
                self.fail(f"{key}.days", "is missing: say when what was swallowed is looked at.")
            changing = arm.protocol or arm.meals or arm.last_meal is not None or arm.gulps
            if arm.over and not changing:
                self.fail(f"{key}.over", "without a protocol nothing changes: leave it out.")

    def samples(self, e: Experiment) -> None:
        """Check what is measured of published samples."""
        for what in e.observable:
            self.known(what.kind, OF_SAMPLES, "observable.kind", "kind")
            for name in what.indices:
                self.known(name, HEALTH, "observable.indices", "index")

    def donors(self, e: Experiment, protocol: Protocol, key: str) -> None:
        """Check that every donor of a protocol is one that the experiment draws."""
        for name in donors_of(protocol):
            self.known(name, e.donors, key, "donor of [donors]")

    def cultures(self, e: Experiment) -> None:
        """Check who is put into vessels, and what else."""
        for i, (arm, how) in enumerate(zip(e.arms, e.cultures, strict=True)):
            key = f"arms.{i}.culture" if arm.culture else "culture"
            self.explained(partial(self.knowledge.medium, how.medium), f"{key}.medium")
            for name in how.substrate:
                look = partial(substrate_parts, self.knowledge, name, 1.0)
                self.explained(look, f"{key}.substrate")
            for name, quantity in how.contents.items():
                here = (*self.compounds, *self.knowledge.polymers)
                self.known(name, here, f"{key}.contents", "compound")
                for code in quantity.sources:
                    self.known(code, self.knowledge.references, f"{key}.contents", "source code")
            for name in how.phages:
                self.explained(partial(self.knowledge.phage, name), f"{key}.phages")
            self.communities(how, key)

    def communities(self, how: Culture, key: str) -> None:
        """Check that communities can be drawn, of taxa that are told apart."""
        if bool(how.listed) == bool(how.pool):
            self.fail(key, "it needs communities: either listed, or a pool to draw from.")
        taxa = self.knowledge.taxa.values()
        known = {name for t in taxa for name in (t.id, t.name, *t.synonyms)}
        named: dict[str, str] = {}
        for name in how.names:
            self.known(name, known, key, "taxon")
            for taxon in members({name: 1.0}, self.knowledge)[0]:
                other = named.setdefault(taxon, name)
                if other != name:
                    self.fail(key, f"{name!r} and {other!r} are both {taxon}: name one of them.")
        for name in (*how.carry, *how.lack):
            self.known(name, how.pool, key, "taxon of the pool")
        for name in (*how.remove, *how.shares):
            self.known(name, how.names, key, "taxon of the communities")
        for name in {*how.carry} & {*how.lack}:
            self.fail(f"{key}.lack", f"{name!r} is carried too: leave it out of one of them.")
        least, most = len(how.carry), len(how.carry) + len(free(how))
        if how.pool and not (how.size and max(1, least) <= min(how.size) <= max(how.size) <= most):
            self.fail(f"{key}.size", f"must be from {max(1, least)} to {most}, by the pool.")

    def living(self, diet: str, physiology: Mapping[str, float], key: str) -> None:
        self.explained(partial(self.knowledge.diet, diet), f"{key}.diet")
        for name in physiology:
            self.explained(partial(self.knowledge.physiology.quantity, name), f"{key}.physiology")

    def explained(self, look: Callable[[], object], key: str) -> None:
        """Give the place to a complaint."""
        try:
            look()
        except HolobiontError as error:
            self.fail(key, str(error))

    def taxa(self, names: Iterable[str], key: str) -> None:
        """Check names that may be of any rank, a guild or a trait."""
        options = {n for taxon in self.knowledge.taxa.values() for n in names_of(taxon)}
        for name in names:
            if name.casefold() not in options:
                hint = did_you_mean(name.casefold(), options)
                self.fail(key, f"{name!r} is no taxon, guild: or trait: known here.{hint}")

    def target(self, what: Target, key: str) -> None:
        """Check what is measured."""
        kinds = OF_A_PERSON if self.in_people else OF_A_CULTURE
        self.known(what.kind, (*kinds, *OF_TAXA), f"{key}.kind", "kind")
        for field in NEEDS.get(what.kind, ()):
            if not getattr(what, field):
                self.fail(f"{key}.{field}", f"is missing: a {what.kind} needs it.")
        species = _SPECIES.get(what.kind, self.compounds)
        if what.kind in ("flow", "released"):
            species = (*species, *self.knowledge.polymers, INERT)
        for name in (*what.species, *what.total, *what.into):
            self.known(
                name, species, f"{key}.species", "measure" if what.kind == "stool" else "compound"
            )
        for name in what.polymers:
            self.known(name, self.knowledge.polymers, f"{key}.polymers", "polymer")
        for name in what.indices:
            self.known(name, INDICES, f"{key}.indices", "index")
        for name in what.taxa:
            self.known(name, self._taxa_of(what.kind), f"{key}.taxa", "taxon")
        for group in what.groups:
            self.taxa(group, f"{key}.groups")
        self.place(what, f"{key}.place")
        if what.kind == "answer":
            self.explained(partial(check_answer, what, self.knowledge), key)
        self.inputs(what, key)

    def _taxa_of(self, kind: str) -> Iterable[str]:
        """Taxa of which a kind can speak: those with a toxin where it is about illness."""
        taxa = self.knowledge.taxa
        return [t for t in taxa if taxa[t].toxin] if kind in _OF_ILLNESS else taxa

    def place(self, what: Target, key: str) -> None:
        if not what.place:
            return
        if not self.in_people:
            self.fail(key, "a culture has no places: leave it out.")
        self.known(what.place, _PLACES.get(what.kind, _SEGMENTS), key, "place")

    def inputs(self, what: Target, key: str) -> None:
        for name in _inputs(what):
            self.known(name, what.inputs, f"{key}.inputs", "input")
        for name, quantity in what.inputs.items():
            for code in quantity.sources:
                self.known(code, self.knowledge.references, f"{key}.inputs.{name}", "source code")

    def dispersed(self, e: Experiment, what: Observable, key: str) -> None:
        """Check that strains come in all arms in which they are counted."""
        for i in e.arms_of(what):
            if not e.arms[i].dispersal:
                self.fail(f"{key}.kind", f"arms.{i} follows no strains: give it dispersal = true.")

    def compared(self, e: Experiment, what: Observable, key: str) -> None:
        """Check that the arms can be compared as asked."""
        if what.kind == "strains_retained":
            self.dispersed(e, what, key)
        compare, statistic = e.how(what)
        count = len(e.arms_of(what))
        if compare not in ("level", *_LINES) and count < 2:
            self.fail(key, f"a {compare} needs two arms, and it has {count}.")
        if (what.against is not None) != (compare in _LINES):
            self.fail(key, "a slope or correlation, and nothing else, needs against.")
        if what.against is not None:
            self.target(what.against, f"{key}.against")
        limits = (what.above is not None) + (what.below is not None)
        if limits != (statistic == "prevalence"):
            self.fail(key, "a prevalence, and nothing else, needs one of above and below.")
        naive = e.naive
        if naive is None:
            return
        if naive.kind == "no change" and compare == "level":
            self.fail("naive.kind", "a level has no arm to be unchanged from: use 'given'.")
        if naive.kind == "profile" and e.culture is not None:
            self.fail("naive.kind", "cultures have no profile: use 'no change' or 'given'.")
        if naive.kind == "profile" and (compare != "level" or what.kind not in OF_SHARES):
            options = ", ".join(OF_SHARES)
            self.fail("naive.kind", f"'profile' fits levels of {options} only.")


def _inputs(what: Target) -> Iterator[str]:
    """Yield the inputs a kind cannot do without."""
    if what.kind in ("gas_volume", "flatus"):
        yield "temperature"
    if what.kind == "strains_retained":
        yield "templates"
    if what.kind == "frequency":
        yield "mass"
    if what.kind == "relief":
        yield from ("usual", "sd", "placebo")
    if what.kind == "first_pass":
        yield f"from_{what.species[0]}"
