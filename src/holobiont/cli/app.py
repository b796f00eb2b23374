"""The commands of ``holobiont``."""

from __future__ import annotations

from typing import Annotated

import typer

from holobiont.cli import (
    crosscheck,
    culture,
    demo,
    donors,
    explain,
    grow,
    measure,
    outcomes,
    plan,
    report,
    resist,
    run,
    validate,
)

app = typer.Typer(
    name="holobiont",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="An open digital twin of the human gut: from a stool profile to a report.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"holobiont {version('holobiont')}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", metavar="", callback=_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", metavar="", help="Show where in the code a failure happens.")
    ] = False,
) -> None:
    """Take the options that come before a command."""


app.command("demo")(demo.demo)
app.command("report")(report.report)
app.command("measure")(measure.measure)
app.command("run")(run.run)
app.command("donors")(donors.donors)
app.command("plan")(plan.plan)
app.command("resist")(resist.resist)
app.command("culture")(culture.culture)
app.command("grow")(grow.grow)
app.command("outcomes")(outcomes.outcomes)
app.command("explain")(explain.explain)
app.command("validate")(validate.validate)
app.command("crosscheck")(crosscheck.crosscheck)
