"""``holobiont report``: from a sample to a report."""

from __future__ import annotations

from pathlib import Path

from holobiont.cli import options as opt


def report(
    sample_file: opt.SampleFile,
    do: opt.Do = None,
    start_date: opt.StartDate = None,
    sample: opt.SampleId = None,
    everything: opt.Everything = False,
    taxonomy: opt.Taxonomy = None,
    metadata: opt.Metadata = None,
    diet: opt.Diet = "western_us",
    transit: opt.Transit = None,
    days: opt.Days = None,
    members: opt.Members = 8,
    seed: opt.Seed = 0,
    output: opt.Folder = Path("holobiont-report"),
    condition: opt.Condition = None,
) -> None:
    """Write a report of a sample: who lives there, what they make, what would change.

    The folder gets report.html, result.json, tables, provenance, citations.
    With --all, every sample gets a folder of its own.
    """
    from holobiont.cli.files import check_folder
    from holobiont.cli.make import Making, make_all
    from holobiont.cli.plan import protocol_of
    from holobiont.cli.samples import choose, person
    from holobiont.knowledge import load

    check_folder(output)
    wanted = tuple(load().condition(name).id for name in condition or ())
    plan = protocol_of(do, days, start_date)
    whose = person(diet, transit)
    profiles = choose(sample_file, sample, everything, taxonomy=taxonomy, metadata=metadata)
    making = Making(plan, whose, days, members, seed, wanted)
    make_all(profiles, making, output, own_folders=everything)
