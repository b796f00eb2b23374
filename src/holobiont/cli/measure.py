"""``holobiont measure``: diversity, distance to health, published indices, producers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holobiont.cli import options as opt

if TYPE_CHECKING:
    from holobiont.profile import MappedProfile
    from holobiont.profile.measures import Measure, Measures

Tree = Annotated[
    Path | None,
    typer.Option("--tree", metavar="FILE", help="Newick tree of the taxa, for Faith's diversity."),
]
Mapping = Annotated[
    bool,
    typer.Option("--mapping", metavar="", help="Also show what became of each taxon of the table."),
]
_FAMILIES = {
    "alpha": "Diversity",
    "reference": "Distance to healthy adults",
    "health": "Published health indices",
    "producers": "Who could make what",
    "enterotype": "Place in the enterotype landscape",
}


def measure(
    sample_file: opt.SampleFile,
    sample: opt.SampleId = None,
    everything: opt.Everything = False,
    taxonomy: opt.Taxonomy = None,
    tree: Tree = None,
    mapping: Mapping = False,
    json_file: opt.JsonFile = None,
    tsv_file: opt.TsvFile = None,
) -> None:
    """Measure a sample: diversity, distance to health, indices, producers.

    Each value stands beside its range in a reference cohort.
    """
    from holobiont.cli.files import STDOUT, check_files, tsv, write_text
    from holobiont.cli.samples import choose
    from holobiont.cli.screen import each

    check_files(json_file, tsv_file)
    profiles = choose(sample_file, sample, everything, taxonomy=taxonomy)
    branches = _tree(tree)
    found = [_measured(profile, branches) for profile in each(profiles, "Measuring")]
    if STDOUT not in (json_file, tsv_file):
        for mapped, measures in found:
            _show(mapped, measures, mapping)
    rows = [row for _, measures in found for row in measures.table()]
    if json_file is not None:
        text = json.dumps([_record(*one) for one in found], indent=2, ensure_ascii=False)
        write_text(json_file, f"{text}\n")
    if tsv_file is not None:
        write_text(tsv_file, tsv(rows))


def _measured(profile: object, tree: object) -> tuple[MappedProfile, Measures]:
    from holobiont.knowledge import load
    from holobiont.profile import Profile, map_profile
    from holobiont.profile import measures as library

    assert isinstance(profile, Profile)
    mapped = map_profile(profile, load())
    return mapped, library.measure(profile, knowledge=load(), mapped=mapped, tree=tree)


def _tree(path: Path | None) -> object:
    if path is None:
        return None
    from holobiont.profile.taxonomy import read_tree

    return read_tree(path)


def _record(mapped: MappedProfile, measures: Measures) -> dict[str, object]:
    """Return everything about a sample, ready for JSON."""
    return {
        "sample": mapped.profile.sample,
        "known": mapped.report.known,
        "measures": measures.table(),
        "mapping": mapped.report.to_rows(),
    }


def _show(mapped: MappedProfile, measures: Measures, everything: bool) -> None:
    from rich.padding import Padding
    from rich.table import Table

    from holobiont.cli.samples import introduce
    from holobiont.cli.screen import out

    introduce(mapped)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(f"\n{mapped.profile.sample}", max_width=36)
    table.add_column("\nvalue", justify="right", min_width=10)
    table.add_column("healthy cohort\n5 to 95 %", justify="right", min_width=15)
    table.add_column("\npercentile", justify="right", min_width=10)
    for family, title in _FAMILIES.items():
        table.add_row(f"\n[bold]{title}[/]")
        for cells in _lines(measures.family(family)):
            table.add_row(Padding(cells[0], (0, 0, 0, 2)), *cells[1:])
    out().print(table)
    if everything:
        out().print(f"\n{mapped.report}", markup=False)


def _lines(items: tuple[Measure, ...]) -> Iterator[tuple[str, ...]]:
    from rich.markup import escape

    for item in items:
        if item.value is None:
            yield f"{escape(item.label)}\n[dim]{escape(item.why_not)}[/]", "[dim]none[/]"
        else:
            yield escape(item.label), _value(item), _range(item), _percentile(item)


def _value(item: Measure) -> str:
    sign = {"1": "", "percent": " %"}.get(item.unit, f" {item.unit}")
    return f"{item.value:.3g}{sign}"


def _range(item: Measure) -> str:
    known = item.reference
    return f"{known.p05:.3g} to {known.p95:.3g}" if known else ""


def _percentile(item: Measure) -> str:
    known, percentile = item.reference, item.percentile
    if known is None or percentile is None or item.value is None or known.p05 == known.p95:
        return ""
    if item.value < known.p05:
        return "< 5"
    return "> 95" if item.value > known.p95 else f"{percentile:.0f}"
