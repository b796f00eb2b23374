"""Fit every sample of a table and write what inulin would change, as TSV.

    .venv/bin/python examples/batch.py [TABLE] > result.tsv

Without a table it takes the one beside this file, whose three samples are made up.
"""

import csv
import sys
from pathlib import Path

import holobiont as hb

HERE = Path(__file__).parent
PROTOCOL = "20 g/day inulin for 4 weeks"
ACIDS = ("acetate", "propionate", "butyrate")
COLUMNS = ("sample", "known", *(f"{acid}_{when}" for acid in ACIDS for when in ("before", "after")))


def row(profile: hb.Profile) -> list[str]:
    """Return what each acid comes to (mmol/d) before and at the end of the protocol."""
    from holobiont.gut.observe import released

    course = hb.Twin.fit(profile).run(PROTOCOL)
    before, after = course.flows(0), course.flows(-1)
    amounts = [released(flows, (acid,)) for acid in ACIDS for flows in (before, after)]
    known = course.twin.mapped.report.known
    return [profile.sample, f"{known:.3f}", *(f"{amount:.1f}" for amount in amounts)]


def main(table: str = str(HERE / "cohort.tsv")) -> None:
    """Write one line for each sample; name those that could not be fitted."""
    profiles = hb.read(table)
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    out.writerow(COLUMNS)
    for sample, reason in profiles.dropped.items():
        print(f"{sample} left out: {reason}", file=sys.stderr)
    for profile in profiles.values():
        try:
            out.writerow(row(profile))
        except hb.HolobiontError as error:
            print(f"{profile.sample} left out: {error}", file=sys.stderr)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except hb.HolobiontError as error:
        sys.exit(f"Error: {error}")
