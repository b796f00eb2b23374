"""What the documentation shows works: code, phrases, recipes, commands and links."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from holobiont.errors import UsageError
from holobiont.knowledge import Knowledge, load
from holobiont.protocol import Protocol, as_protocol, parse

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def blocks(page: Path, language: str) -> list[str]:
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [text for kind, text in found if kind == language]


def lines(language: str) -> Iterator[str]:
    for page in PAGES:
        for block in blocks(page, language):
            yield from block.splitlines()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_code_runs_in_the_order_of_the_page(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "examples" / "sample.tsv", tmp_path)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(page, "python"):
        # One version and two days show that it runs, as many and four weeks would.
        quick = re.sub(r'(run\(".*?) for 4 weeks"', r'\1 for 2 days"', block.replace("n=16", "n=1"))
        exec(compile(quick, page.name, "exec"), names)


def test_the_process_of_the_recipe_conserves_every_element() -> None:
    from holobiont.gut.blueprint import Blueprint
    from holobiont.gut.habitat import colon
    from holobiont.gut.members import members_of

    names = _code("def venting")
    b = Blueprint(load(), colon(load()), members_of(load(), ["blautia_wexlerae"]))
    process = names["venting"](b)  # type: ignore[operator]
    assert process.law.size == len(b.habitat.names)
    _, composition = b.element_matrix
    moved = composition[:, process.states] * process.coefficients
    for instance in range(process.law.size):
        assert abs(moved[:, process.instances == instance].sum(axis=1)).max() == 0


def _code(part: str) -> dict[str, object]:
    """Return the names that the Python recipe with a part defines."""
    found = blocks(ROOT / "CONTRIBUTING.md", "python")
    (recipe,) = (text for text in found if part in text)
    names: dict[str, object] = {}
    exec(recipe, names)
    return names


@pytest.mark.parametrize("phrase", list(lines("phrase")))
def test_a_phrase_is_understood_and_can_be_written_back(phrase: str) -> None:
    protocol = parse(phrase, load())
    assert parse(str(protocol), load()) == protocol


def test_a_file_of_steps_is_understood() -> None:
    (text,) = blocks(ROOT / "docs" / "protocol.md", "toml")
    protocol = Protocol.from_toml(text)
    assert {step.key for step in protocol} == {"drug", "fmt", "supplement", "habit"}
    assert Protocol.from_toml(protocol.to_toml()) == protocol


@pytest.mark.parametrize("line", list(lines("mistake")))
def test_a_mistake_gets_the_phrase_that_is_shown(line: str) -> None:
    phrase, suggestion = line.split(" -> ")
    with pytest.raises(UsageError) as caught:
        as_protocol(phrase)
    assert repr(suggestion) in str(caught.value)


def test_the_recipes_for_data_load(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(load().folder, tmp_path / "data"))
    for recipe in _recipes():
        path = folder / recipe.splitlines()[0].removeprefix("# ")
        assert path.exists() == (path.parent == folder or path.name == "couplings.toml")
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{recipe}")
    known = load(folder)
    load.cache_clear()
    assert known.taxa["roseburia_exemplaris"].pathways["hexose"]["butyrate_example"] == 0.6
    assert known.taxa["roseburia_exemplaris"].uptakes == known.guilds["roseburia"].uptakes
    assert known.diet("exemplary").id == "example_diet"
    assert known.condition("example condition").effects[0].finding == "none"
    _check_the_module(known)
    mixture = parse("1e10 CFU/day example mixture for 2 weeks", known)
    assert [step.what for step in mixture] == ["example_mixture"]
    phrase = "30 g/day example bran and example diet for 2 weeks"
    assert {step.what for step in parse(phrase, known).steps} == {"example_bran", "example_diet"}


def _check_the_module(known: Knowledge) -> None:
    """The module of the recipes rests at its usual level, and follows what its coupling says."""
    from holobiont.host import assemble

    made = _code("def example_marker")["example_marker"](known)  # type: ignore[operator]
    host = assemble([made], tuple(known.couplings.values()), (), False)
    assert host.settled().value("example_level") == pytest.approx(10)
    more = host.set({"propionate_absorbed": 80 + 100}).settled()
    assert more.value("example_level") == pytest.approx(10 * 1.2)


def _recipes(start: str = "# (?!experiments/)") -> list[str]:
    found = blocks(ROOT / "CONTRIBUTING.md", "toml")
    return [recipe for recipe in found if re.match(start, recipe)]


def test_the_recipe_for_an_experiment_is_read_and_judged(tmp_path: Path) -> None:
    from holobiont.validation import experiments
    from holobiont.validation.observables import OF_A_PERSON

    (recipe,) = _recipes("# experiments/")
    name, _, text = recipe.partition("\n")
    (tmp_path / Path(name).name).write_text(text, encoding="utf-8")
    experiment = experiments(tmp_path)["X01"]
    assert [what.kind in OF_A_PERSON for what in experiment.observable] == [True]
    assert [bool(as_protocol(arm.protocol or "no change").steps) for arm in experiment.arms] == [
        False,
        True,
    ]


def test_a_new_taxon_is_found_in_a_profile_by_its_old_name(tmp_path: Path) -> None:
    from holobiont.profile import map_profile, read_one

    folder = Path(shutil.copytree(load().folder, tmp_path / "data"))
    recipe = next(recipe for recipe in _recipes() if recipe.startswith("# taxa/"))
    recipe = recipe.replace("EX24", "GENB").split("[pathways")[0]
    (folder / recipe.splitlines()[0].removeprefix("# ")).write_text(recipe, encoding="utf-8")
    known = load(folder)
    load.cache_clear()
    table = tmp_path / "table.tsv"
    table.write_text("taxon\tA\nEubacterium exemplare\t30\nBlautia wexlerae\t70\n")
    assert "roseburia_exemplaris" in map_profile(read_one(table), known).taxa


def commands() -> Iterator[str]:
    for line in (*lines("sh"), *_indented()):
        yield line.split("#")[0].strip()


def _indented() -> Iterator[str]:
    for page in PAGES:
        for line in page.read_text(encoding="utf-8").splitlines():
            if line.startswith("    holobiont "):
                yield line


def test_every_command_shown_exists_with_its_options() -> None:
    import typer

    from holobiont.cli.app import app

    known = typer.main.get_command(app)
    shown = [shlex.split(line) for line in commands() if line.startswith("holobiont ")]
    assert len(shown) >= 6
    for _, name, *words in shown:
        command = known.commands[name]  # type: ignore[attr-defined]
        options = {word for param in command.params for word in param.opts}
        assert {word for word in words if word.startswith("-")} <= options, name


def test_every_make_target_shown_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    shown = [line.split()[1] for line in commands() if line.startswith("make ")]
    assert set(shown) <= targets
    assert shown[:2] == ["demo", "test"]


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []
