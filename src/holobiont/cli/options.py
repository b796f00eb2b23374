"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SampleFile = Annotated[
    Path,
    typer.Argument(
        metavar="SAMPLE",
        help="Taxa and abundances: MetaPhlAn, Bracken, Kraken2, QIIME 2, BIOM, mOTUs, CSV or TSV.",
        show_default=False,
    ),
]
SampleId = Annotated[
    str | None,
    typer.Option("--sample", metavar="ID", help="Which sample of a table of several."),
]
Everything = Annotated[
    bool, typer.Option("--all", metavar="", help="Take every sample of the table.")
]
Taxonomy = Annotated[
    Path | None,
    typer.Option("--taxonomy", metavar="FILE", help="What the row names mean (QIIME 2, mothur)."),
]
Metadata = Annotated[
    Path | None,
    typer.Option("--metadata", metavar="FILE", help="Table that tells more of each sample."),
]
Diet = Annotated[
    str, typer.Option("--diet", metavar="NAME", help="Habitual diet, such as 'mediterranean'.")
]
Transit = Annotated[
    float | None,
    typer.Option("--transit", metavar="HOURS", help="Colonic transit time, if it is known."),
]
Do = Annotated[
    list[str] | None,
    typer.Option(
        "--do",
        metavar="PROTOCOL",
        help="What is done, such as '20 g/day inulin for 4 weeks', or a file; may be repeated.",
    ),
]
StartDate = Annotated[
    str | None,
    typer.Option(
        "--start-date", metavar="DATE", help="Date of day 0; the first date in the protocol."
    ),
]
Days = Annotated[
    float | None,
    typer.Option(
        "--days", metavar="N", help="How long to follow; as the protocol says if omitted."
    ),
]
Condition = Annotated[
    list[str] | None,
    typer.Option(
        "--condition",
        metavar="NAME",
        help="Say what is known of a condition, such as 'depression'; may be repeated.",
    ),
]
Seed = Annotated[
    int, typer.Option("--seed", min=0, metavar="N", help="Seed of everything that is drawn.")
]
Members = Annotated[
    int,
    typer.Option(
        "--members", min=0, max=1000, metavar="N", help="Twins drawn for the intervals; 0 for none."
    ),
]
JsonFile = Annotated[
    Path | None,
    typer.Option("--json", metavar="FILE", help="Write as JSON; '-' is standard output."),
]
TomlFile = Annotated[
    Path | None,
    typer.Option("--toml", metavar="FILE", help="Write as a file of steps; '-' for the screen."),
]
TsvFile = Annotated[
    Path | None,
    typer.Option("--tsv", metavar="FILE", help="Write as a tidy table; '-' is standard output."),
]
Folder = Annotated[
    Path, typer.Option("-o", "--output", metavar="DIR", help="Folder the report is written to.")
]
