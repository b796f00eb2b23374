"""What 44 children have in their stool (Kang 2018, 10.1016/j.anaerobe.2017.12.007).

Each child's genera are fitted under the Western diet, and the concentrations where stool is
formed are ranked against those measured by NMR. Beside them is the summed share of the taxa that
the knowledge says make the compound (or carry its trait). A compound that the model does not have
is left as `not yet`, with its baseline. Stools differ in water, which moves all compounds alike,
so the acids are also compared as shares (%) of their sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import spearmanr

from holobiont.knowledge import load
from holobiont.knowledge.measures import load_measures
from holobiont.profile import Profile, map_profile, read
from holobiont.profile.measures.producers import made_by
from holobiont.twin import Person, Twin
from measured import work
from measured.changes import short
from measured.tables import folder, number, table

FOLDER = "mimedb_borenstein/KANG_AUTISM_2017"
#: Column of the table, and the compound and the trait of those that make it.
COLUMNS = {
    "Acetate": ("acetate", ""),
    "Propionate": ("propionate", ""),
    "Butyrate": ("butyrate", ""),
    "Isobutyrate": ("isobutyrate", "bcfa"),
    "Isovalerate": ("isovalerate", "bcfa"),
    "Lactate": ("lactate", ""),
    "Succinate": ("succinate", ""),
    "Formate": ("formate", ""),
    "Ethanol": ("ethanol", ""),
    "4-Aminobutyrate": ("gaba", "gaba_producer"),
    "p-Cresol": ("p_cresol", "p_cresol"),
    "Trimethylamine": ("trimethylamine", "tma"),
    "Phenylacetate": ("phenylacetate", "aromatic_acetates"),
    "3-Phenylpropionate": ("phenylpropionate", "aromatic_propionates"),
    "Valerate": ("valerate", ""),
}
#: Shares of these in their sum are compared too.
SHARES = ("Acetate", "Propionate", "Butyrate")
_RESAMPLED = 2000


@dataclass(frozen=True)
class Case:
    """One child: genera and what the stool held."""

    subject: str
    profile: Profile
    measured: Mapping[str, float]


def cases(data: Path, people: int | None) -> list[Case]:
    """Read genera and metabolites."""
    path = folder(data, FOLDER)
    profiles = read(path / "genera.tsv.gz")
    rows = {row["Sample"]: row for row in table(path / "mtb.tsv.gz", "\t")}
    names = (*COLUMNS, "pH")
    return [
        Case(sample, profiles[sample], {name: number(rows[sample][name]) for name in names})
        for sample in profiles
        if sample in rows
    ][:people]


def predict(case: Case) -> dict[str, float]:
    """Return concentrations of the twin at rest, where stool is formed."""
    twin = Twin.fit(case.profile, Person())
    rest = twin.habitual
    known = set(twin.blueprint.dissolved)
    found = {
        column: float(rest.concentration(compound)[0, -1])
        for column, (compound, _) in COLUMNS.items()
        if compound in known
    }
    return found | {"pH": float(rest.ph_at(0)[-1])}


def producers(case: Case, compound: str, trait: str) -> float:
    """Return the share of the taxa that make a compound or carry its trait."""
    knowledge = load()
    rules = load_measures().producers
    mapped = map_profile(case.profile, knowledge)
    share = 0.0
    for name, part in zip(mapped.taxa, mapped.shares, strict=True):
        taxon = knowledge.taxa[name]
        if taxon.traits.get(trait) or compound in made_by(taxon, knowledge, rules):
            share += float(part)
    return share


def rho(one: Iterable[float], other: Iterable[float]) -> tuple[float, float, float]:
    """Return Spearman's rho and its 90 % range over resampled subjects."""
    pairs = np.array([*zip(one, other, strict=True)], dtype=float)
    pairs = pairs[np.isfinite(pairs).all(axis=1)]
    if len(pairs) < 4 or min(np.ptp(pairs, axis=0)) == 0:
        return float("nan"), float("nan"), float("nan")
    rng = np.random.default_rng(0)
    drawn = [pairs[rng.integers(0, len(pairs), len(pairs))] for _ in range(_RESAMPLED)]
    values = [spearmanr(*each.T)[0] for each in drawn if min(np.ptp(each, axis=0)) > 0]
    low, high = np.percentile(values, (5.0, 95.0))
    return float(spearmanr(*pairs.T)[0]), float(low), float(high)


def with_shares(values: Mapping[str, float]) -> dict[str, float]:
    """Add the shares (%) of the acids in their sum."""
    total = sum(values[name] for name in SHARES)
    return {**values, **{f"% {name.lower()}": 100.0 * values[name] / total for name in SHARES}}


def naive(case: Case, column: str) -> float:
    """Return the share of those that make what a column measures; NaN where that means nothing."""
    column = column.removeprefix("% ").capitalize() if column.startswith("%") else column
    return producers(case, *COLUMNS[column]) if column in COLUMNS else float("nan")


def report(data: Path, people: int | None, jobs: int) -> list[str]:
    """Return the table: one compound a line."""
    found, failed = work.each(predict, cases(data, people), jobs)
    result = [work.told(failed)] if failed else []
    result += [
        "\nSpearman over children with what was measured, 90 % range over resampled children",
        f"{'':<16}{'n':>3}{'seen':>7}{'model':>7}{'rho, model':>21}{'rho, producers':>21}",
    ]
    pairs = [(case, with_shares(case.measured), with_shares(model)) for case, model in found]
    names = list(pairs[0][1]) if pairs else []
    return result + [_line(name, pairs) for name in names]


def _line(column: str, pairs: list[tuple[Case, dict[str, float], dict[str, float]]]) -> str:
    real = np.array([measured[column] for _, measured, _ in pairs])
    made = np.array([model.get(column, float("nan")) for _, _, model in pairs])
    own, base = rho(made, real), rho([naive(case, column) for case, _, _ in pairs], real)
    level = float(np.median(made))
    mine = _range(own) if np.isfinite(level) else "not yet"
    lead = f"{column[:15]:<16}{np.isfinite(real).sum():>3}{short(float(np.nanmedian(real))):>7}"
    return f"{lead}{short(level):>7}{mine:>21}{_range(base):>21} {_verdict(own, base)}".rstrip()


def _range(values: tuple[float, float, float]) -> str:
    if np.isnan(values[0]):
        return "-"
    return f"{values[0]:.2f}{f'{values[1]:.2f}..{values[2]:.2f}':>14}"


def _verdict(own: tuple[float, float, float], base: tuple[float, float, float]) -> str:
    """Return whether ranks agree beyond chance; a star where more than with the baseline."""
    if np.isnan(own[0]):
        return ""
    word = "right" if own[1] > 0 else "wrong" if own[2] < 0 else "none"
    return word + ("*" if own[0] > base[0] else "")
