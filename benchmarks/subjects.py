"""The twin beside measured data, subject by subject, and beside what anyone could say.

    python benchmarks/subjects.py NAME --data DIR [--people N] [--jobs N]

DIR holds the published tables, each in the folder that its module in ``benchmarks/measured`` names;
they are not part of this repository. Nothing is regressed on them. Numbers are scored by subject.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path

from holobiont.errors import HolobiontError

FOOD = ("alimintest", "healey", "david", "liu")
NAMES = (*FOOD, "kang", "caporaso", "stein", "mdsine", "mdsine_twin", "chng", "gespic", "hmp2")
#: What another script compares, as it is of cultures and not of people.
ELSEWHERE = {"pinto": "benchmarks/phages.py"}


def main(arguments: list[str] | None = None) -> int:
    """Print one comparison; return the exit code."""
    options = _options(arguments)
    if options.name in ELSEWHERE:
        print(f"{options.name}: see {ELSEWHERE[options.name]}.")
        return 0
    module = importlib.import_module(f"measured.{options.name}")
    began = time.perf_counter()
    try:
        lines = module.report(options.data, options.people, options.jobs)
    except HolobiontError as error:
        print(f"subjects: {error}", file=sys.stderr)
        return error.exit_code
    print((module.__doc__ or "").strip())
    print("\n".join(lines))
    print(f"\n{time.perf_counter() - began:.0f} s", file=sys.stderr)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    from measured.changes import LEGEND

    parser = argparse.ArgumentParser(
        description=__doc__, epilog=LEGEND, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", choices=(*NAMES, *ELSEWHERE))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--people", type=int, help="the first N subjects only")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
