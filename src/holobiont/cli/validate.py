"""``holobiont validate``: published experiments, predicted beside measured."""

from __future__ import annotations

import json
import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holobiont.cli import options as opt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holobiont.profile import Profile
    from holobiont.validation import Row

Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...",
        help="Which experiments, by id or by .toml file; all if omitted.",
        show_default=False,
    ),
]
People = Annotated[
    int | None,
    typer.Option(
        "--people",
        min=1,
        max=1000,
        metavar="N",
        help="How many people take part, or communities are drawn; by row, or 20, if omitted.",
        show_default=False,
    ),
]
Profiles = Annotated[
    Path | None,
    typer.Option(
        "--profiles",
        metavar="FILE",
        help="Table of real profiles whose first N people take part; virtual ones if omitted.",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        max=256,
        metavar="N",
        help="How many processes; as many as there are cores if omitted.",
        show_default=False,
    ),
]
Plot = Annotated[
    Path | None,
    typer.Option(
        "--plot",
        metavar="FILE",
        help="Draw predicted beside expected, as .html or .svg.",
        show_default=False,
    ),
]
Scoreboard = Annotated[
    Path | None,
    typer.Option(
        "--scoreboard",
        metavar="DIR",
        help="Store all results, their page and their picture in a folder.",
        show_default=False,
    ),
]
Against = Annotated[
    Path | None,
    typer.Option(
        "--against",
        metavar="FILE",
        help="Fail if what passed in a stored scoreboard does not any more.",
        show_default=False,
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        envvar="HOLOBIONT_DATA",
        help="Folder of published samples, which some rows are judged on.",
        show_default=False,
    ),
]
Changelog = Annotated[
    Path,
    typer.Option("--changelog", metavar="FILE", help="Names rows that may fail, under Unreleased."),
]


def validate(
    ids: Ids = None,
    people: People = None,
    profiles: Profiles = None,
    seed: opt.Seed = 0,
    jobs: Jobs = None,
    json_file: opt.JsonFile = None,
    plot: Plot = None,
    scoreboard: Scoreboard = None,
    against: Against = None,
    changelog: Changelog = Path("CHANGELOG.md"),
    data_folder: Data = None,
) -> None:
    """Repeat published experiments: predicted beside expected, pass or miss.

    A miss is no failure of the command: it is what the model does not yet explain.
    """
    from holobiont.cli.files import STDOUT, check_file, check_folder, write_text
    from holobiont.cli.screen import data
    from holobiont.validation import as_json, table

    _agree(ids, people, profiles, scoreboard, against)
    check_file(json_file)
    _check_plot(plot)
    processes = jobs or os.cpu_count() or 1
    if against is not None:
        _against(against, changelog, processes, data_folder)
        return
    if scoreboard is not None:
        check_folder(scoreboard)
    real = None if profiles is None else _first(profiles, people or _default())
    rows = _repeat(ids or None, real, people, seed, processes, data_folder)
    if json_file != STDOUT:
        data(table(rows))
    if json_file is not None:
        text = json.dumps(as_json(rows), indent=2, ensure_ascii=False)
        write_text(json_file, f"{text}\n")
    if plot is not None:
        write_text(plot, _drawn(rows, plot, _made(people, real, seed)))
    if scoreboard is not None:
        _store(rows, scoreboard, people, seed, processes, data_folder)


def _agree(
    ids: list[str] | None,
    people: int | None,
    profiles: Path | None,
    scoreboard: Path | None,
    against: Path | None,
) -> None:
    """Refuse options that contradict each other."""
    from holobiont.errors import UsageError

    if against is not None and (people or ids or profiles or scoreboard):
        raise UsageError(
            "--against repeats all experiments with the people of the stored file: "
            "leave IDs, --people, --profiles and --scoreboard out."
        )
    if scoreboard is not None and (ids or profiles):
        raise UsageError(
            "--scoreboard stores all experiments on virtual people: leave IDs and --profiles out."
        )


def _check_plot(plot: Path | None) -> None:
    from holobiont.cli.files import STDOUT, check_file
    from holobiont.errors import UsageError

    check_file(plot)
    if plot is not None and (plot == STDOUT or plot.suffix.lower() not in (".svg", ".html")):
        raise UsageError(f"{plot} is no picture that can be drawn: end its name in .svg or .html.")


def _repeat(
    ids: list[str] | None,
    profiles: list[Profile] | None,
    people: int | None,
    seed: int,
    jobs: int,
    folder: Path | None,
) -> list[Row]:
    from holobiont.cli.screen import stages

    label = "Repeating experiments"
    with stages(label) as tell:
        from holobiont.validation import validate as repeat

        return repeat(
            ids,
            profiles,
            progress=lambda done, total: tell(label, done, total),
            people=people,
            seed=seed,
            jobs=jobs,
            data=folder,
        )


def _default() -> int:
    from holobiont.validation.run import PEOPLE

    return PEOPLE


def _made(people: int | None, real: Sequence[Profile] | None, seed: int) -> str:
    """Say who took part."""
    if real is not None:
        return f"{len(real)} real profiles"
    who = f"{people}" if people else f"{_default()}, or as many as a row says,"
    return f"{who} virtual people, seed {seed}"


def _drawn(rows: Sequence[Row], path: Path, made: str) -> str:
    from holobiont.report.experiments import as_html, as_svg

    return (as_svg if path.suffix.lower() == ".svg" else as_html)(rows, made)


def _store(
    rows: Sequence[Row],
    folder: Path,
    people: int | None,
    seed: int,
    jobs: int,
    given: Path | None,
) -> None:
    """Write the stored file, its page and its picture; rows without their data stay as stored."""
    from holobiont.cli.files import write_text
    from holobiont.knowledge import load
    from holobiont.validation import scoreboard as board

    path = folder / "scoreboard.json"
    rows = board.kept(rows, path)
    again = [] if people == board.CHECKED else board.differing()
    known = [row for row in rows if row.id not in again]
    more = _repeat(again, None, board.CHECKED, seed, jobs, given) if again else []
    quick = known + board.kept(more, path)
    content = board.stored(rows, quick, board.Made(people, seed, load().hash))
    picture = folder / "scoreboard.svg"
    write_text(path, board.as_text(content))
    write_text(path.with_suffix(".md"), board.page(content))
    write_text(picture, _drawn(rows, picture, _made(people, None, seed)))


def _against(path: Path, changelog: Path, jobs: int, folder: Path | None) -> None:
    """Repeat with few people, and fail if the stored file is stale or a pass is lost."""
    from holobiont.cli.screen import data
    from holobiont.errors import InputError
    from holobiont.validation import experiments
    from holobiont.validation import scoreboard as board

    content = board.read_stored(path)
    page = path.with_suffix(".md")
    if not changelog.is_file():
        raise InputError(f"{changelog} is not a file: name the changelog with --changelog.")
    digests = {e.id: e.digest for e in experiments().values()}
    reasons = board.stale(content, digests, page.read_text("utf-8") if page.is_file() else "")
    if reasons:
        raise board.ScoreboardError(
            f"{path} is out of date: {'; '.join(reasons)}: make it again with 'make scoreboard'."
        )
    quick = content["check"]
    rows = _repeat(None, None, quick["people"], quick["seed"], jobs, folder)
    found = board.changes(content, rows, changelog.read_text(encoding="utf-8"))
    told = [*board.waiting(rows), *(str(change) for change in found)]
    data("\n".join(told) or "all verdicts as stored")
    lost = [change.id for change in found if change.lost]
    if lost:
        raise board.ScoreboardError(
            f"{', '.join(lost)} passed and does not any more: mend it, or name it in {changelog} "
            "under Unreleased with the reason."
        )


def _first(path: Path, people: int) -> list[Profile]:
    """Return the first people of a table."""
    from holobiont.profile import read

    return list(islice(read(path).values(), people))
