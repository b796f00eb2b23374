"""Fit a twin to one stool profile and follow four weeks of inulin.

    .venv/bin/python examples/fit_and_run.py [TABLE [SAMPLE]]

Without a table it takes the example profile beside this file, which is made of published means.
"""

import sys
from pathlib import Path

import holobiont as hb

HERE = Path(__file__).parent


def main(table: str = str(HERE / "sample.tsv"), sample: str | None = None) -> None:
    """Print the twin, what changes, the makers of butyrate, and what is not known."""
    profile = hb.read_one(table, sample)
    twin = hb.Twin.fit(profile, hb.Person(diet="western_us"))
    course = twin.run("20 g/day inulin for 4 weeks")

    print(twin, course, sep="\n\n")
    made = sorted(course.makers("butyrate").items(), key=lambda pair: -pair[1])
    print("\nButyrate on the last day (mmol/d)")
    for taxon, amount in made[:5]:
        print(f"  {amount:8.1f}  {twin.knowledge.taxa[taxon].name}")
    print(f"\n{twin.mapped.report}")
    print(f"\nLargest relative loss of an element: {course.conservation.worst:.1e}")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except hb.HolobiontError as error:
        sys.exit(f"Error: {error}")
