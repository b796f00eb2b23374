"""What the commands print and write when all is well."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.commands import TAXA, inside, table


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return table(tmp_path / "sample.tsv")


def rows_of(text: str) -> list[dict[str, str]]:
    head, *lines = [line.split("\t") for line in text.splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_measure_shows_values_beside_their_cohort(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = inside(capsys, "measure", str(sample))
    assert found.code == 0
    assert re.search(r"Observed taxa\s+6 taxa\s+\S+ to \S+", found.out)
    assert "6 taxa; 100% of the community is known" in found.err
    assert max(map(len, found.out.splitlines())) <= 80


def test_measure_writes_tables(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = sample.parent / "new" / "folder"
    words = ("--json", str(home / "m.json"), "--tsv", str(home / "m.tsv"))
    assert inside(capsys, "measure", str(sample), *words).code == 0
    (record,) = json.loads((home / "m.json").read_text(encoding="utf-8"))
    rows = rows_of((home / "m.tsv").read_text(encoding="utf-8"))
    values = {each["id"]: each["value"] for each in record["measures"]}
    assert {row["id"]: float(row["value"]) for row in rows if row["value"]} == {
        name: value for name, value in values.items() if value is not None
    }
    assert {row["name"] for row in record["mapping"]} == set(TAXA)
    assert sorted(path.name for path in home.iterdir()) == ["m.json", "m.tsv"]


def test_data_on_standard_output_stand_alone(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = inside(capsys, "measure", str(sample), "--tsv", "-")
    assert {row["sample"] for row in rows_of(found.out)} == {"person"}


def test_measure_takes_one_or_all_samples(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "two.tsv", "anna", "ben")
    for words, names in ((("--all",), {"anna", "ben"}), (("--sample", "ben"), {"ben"})):
        found = inside(capsys, "measure", str(path), *words, "--tsv", "-")
        assert {row["sample"] for row in rows_of(found.out)} == names


def test_measure_with_a_tree(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tips = ",".join(f"{name.replace(' ', '_')}:1" for name in TAXA)
    tree = sample.parent / "tree.nwk"
    tree.write_text(f"(({tips}):1,outside:1);", encoding="utf-8")
    found = inside(capsys, "measure", str(sample), "--tree", str(tree), "--tsv", "-")
    values = {row["id"]: row["value"] for row in rows_of(found.out)}
    assert float(values["faith_pd"]) == pytest.approx(7.0)


def test_plan_shows_a_line_of_time(capsys: pytest.CaptureFixture[str]) -> None:
    plan = "500 mg vancomycin every 6 h for 10 days then autologous FMT on day 12, yoga"
    found = inside(capsys, "plan", plan, "--start-date", "2026-03-01")
    assert found.code == 0
    assert "day 12  2026-03-13  happens 50 g autologous FMT" in found.out
    assert "not simulated" not in found.err
    assert max(map(len, found.out.splitlines())) <= 80


def test_plan_writes_a_file_that_means_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.toml"
    first = inside(
        capsys, "plan", "10 g/day inulin from 2026-03-01 for 1 week", "--toml", str(path)
    )
    again = inside(capsys, "plan", str(path))
    assert (first.code, again.code) == (0, 0)
    assert again.out == first.out
    assert inside(capsys, "plan", str(path), "--toml", "-").out == path.read_text("utf-8")


def test_run_shows_changes_and_conservation(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sample.parent / "run.tsv"
    words = ("--do", "5 g/day inulin", "--days", "3", "--tsv", str(path))
    found = inside(capsys, "run", str(sample), *words)
    assert found.code == 0
    assert re.search(r"fermentation products\s+\d+\s+\d+\s+[+-]?\d+%\s+mmol/d", found.out)
    assert "Conservation" in found.err
    assert max(map(len, (found.out + found.err).splitlines())) <= 80
    rows = rows_of(path.read_text(encoding="utf-8"))
    assert sorted({float(row["day"]) for row in rows}) == [0, 1, 2, 3]
    shares = [
        float(r["value"]) for r in rows if r["day"] == "3.0" and r["quantity"].startswith("share")
    ]
    assert sum(shares) == pytest.approx(1.0)


def test_run_gives_the_same_bytes_twice(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("run", str(sample), "--do", "5 g/day inulin", "--days", "2", "--tsv", "-")
    assert inside(capsys, *words).out == inside(capsys, *words).out


def test_run_follows_strains_where_it_is_asked(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("run", str(sample), "--days", "1")
    assert "Strains" not in inside(capsys, *words).out
    followed = [inside(capsys, *words, "--dispersal", "--seed", seed).out for seed in "11"]
    assert re.search(r"Strains: \d+ of the \d+ of day 0 are still there", followed[0])
    assert followed[0] == followed[1]


def test_culture_grows_on_what_is_fed(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def final(*words: str) -> dict[str, float]:
        out = inside(capsys, "culture", str(sample), "--hours", "12", *words, "--tsv", "-").out
        rows = rows_of(out)
        last = max(float(row["hour"]) for row in rows)
        return {r["quantity"]: float(r["value"]) for r in rows if float(r["hour"]) == last}

    starved, fed = final(), final("--substrate", "inulin=5")
    assert fed["acetate"] > starved["acetate"]
    assert fed["pH"] < starved["pH"]
    hunted = final("--phage", "t4_like=1e5")
    assert hunted["t4_like"] > 0
    assert "t4_like" not in fed
    shown = inside(capsys, "culture", str(sample), "--phage", "t4_like=1e5").out
    assert re.search(r"t4_like \(PFU/mL\) +\S+", shown)
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("inulin", ("polymer", "supplement", "inulin + water ->", "12.5 mmol/g", "doi.org")),
        ("Faecalibacterium prausnitzii", ("species", "butyrate", "mu max", "Sources")),
        ("Fusobacterium prausnitzii", ("Faecalibacterium prausnitzii, species",)),
        ("butyrate_roseburia", ("pathway", "->", "atp")),
        ("cholate_dehydroxylation", ("conversion", "deoxycholate", "Clostridium scindens", "rate")),
        ("acetate", ("C2H4O2", "CHEBI:15366", "pKa")),
        ("hydrolysis", ("process", "contois = rate * share * polymer")),
        ("trapezoid", ("rate law", "maximum(0.0, minimum(1.0")),
        ("colon.proximal.volume", ("203 mL", "56 to 350", "verified")),
        ("mediterranean diet", ("diet", "g/d")),
        ("basal", ("medium", "peptide", "inoculum")),
        ("shannon", ("measure", "5 to 95 %", "cohort")),
        ("ruminococcus", ("guild",)),
        ("AR25", ("source", "numbers from it")),
        ("hpa", ("module of the body", "[ACTH removed]", "7.66 pg/mL")),
        ("plasma_tryptophan", ("quantity of the body", "couplings", "tryptophan_to_brain")),
        ("stress_to_vagus", ("coupling of the body", "a hypothesis")),
        ("mucin_degrader", ("trait", "Akkermansia")),
        ("drugs", ("drugs, ", "vancomycin", "zithromax")),
        ("Habits", ("habits, ", "sleep", "module of the body")),
        ("E. coli", ("Escherichia coli, species",)),
    ],
)
def test_explain(name: str, parts: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    found = inside(capsys, "explain", name)
    assert found.code == 0, found.err
    for part in parts:
        assert part in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_grow_follows_the_first_days(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("grow", "--pool", str(sample), "--milk", "formula", "--months", "0.2")
    seen = inside(capsys, *words)
    assert seen.code == 0
    assert all(len(line) <= 80 for line in seen.out.split("\n\n")[1].splitlines())
    assert "Conservation" in seen.err
    written = inside(capsys, *words, "--with", "Bifidobacterium infantis", "--json", "-")
    found = json.loads(written.out)
    assert found["milk"] == "formula"
    american = inside(capsys, "grow", "--delivery", "cesarean", "--months", "0.1")
    assert "Born by caesarean" in american.out
    assert found["course"][0].keys() == {"day", "quantity", "value"}


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    found = inside(capsys)
    assert (found.code, found.err) == (0, "")
    assert "holobiont [OPTIONS] COMMAND" in found.out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    found = inside(capsys, "--version")
    assert (found.code, found.err) == (0, "")
    assert re.fullmatch(r"holobiont \d+\.\d+\.\d+\S*\n", found.out)


def test_report_of_every_sample_has_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "two.tsv", "anna", "b/en")
    words = ("--all", "--members", "0", "--days", "2", "-o", str(tmp_path / "out"))
    found = inside(capsys, "report", str(path), *words)
    assert found.code == 0, found.err
    folders = sorted(folder.name for folder in (tmp_path / "out").iterdir())
    assert folders == ["anna", "b_en"]
    assert all((tmp_path / "out" / name / "report.html").is_file() for name in folders)


def test_donors_are_ranked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipient = table(tmp_path / "me.tsv")
    other = {**TAXA, "Bacteroides uniformis": 1.0, "Akkermansia muciniphila": 30.0}
    giver = table(tmp_path / "them.tsv", "them", taxa=other)
    words = ("donors", str(recipient), str(giver), "--days", "3", "--members", "0", "--json", "-")
    found = json.loads(inside(capsys, *words).out)
    assert [each["name"] for each in found["donors"]] == ["them"]
    assert 0 < found["donors"][0]["outcomes"]["donor_share"][1] < 100
    failed = inside(capsys, *words, "--route", "mouth")
    assert failed.code == 2
    assert "route" in failed.err


def test_resist_tells_how_fast_who_comes_would_grow(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--days", "2", "--dose", "1e5", "--json", str(sample.parent / "r.json"))
    found = inside(capsys, "resist", str(sample), *words)
    assert found.code == 0
    assert re.search(r"growth when rare \(1/d\)\s+\S+\s+(grows|is resisted)", found.out)
    assert "food taken by others" in found.out
    assert "1e+05 cells or spores swallowed on day 0" in found.out
    assert max(map(len, found.out.splitlines())) <= 80
    record = json.loads((sample.parent / "r.json").read_text(encoding="utf-8"))
    assert record["against"] == "clostridioides_difficile"
    assert len(record["course"]["days"]) == len(record["course"]["exponent"]) == 3
    assert record["interval"]["exponent"] is None
    other = inside(capsys, "resist", str(sample), "--against", "Clostridium dificile")
    assert other.code == 1
    assert "Clostridium difficile" in other.err or "clostridium difficile" in other.err
