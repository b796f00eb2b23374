"""The knowledge beside literature facts: reading them, and what comes of the comparison."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holobiont.errors import InputError, KnowledgeError
from holobiont.knowledge import load
from holobiont.knowledge.crosscheck import Fact, Finding, crosscheck, read_facts
from holobiont.knowledge.crosscheck.compare import OF_GENUS, VERDICTS, most_abundant
from holobiont.knowledge.crosscheck.names import Names
from holobiont.knowledge.crosscheck.rules import read_rules
from tests.shared import shared_data

KNOWLEDGE = load()
HEAD = "Species,Small-molecule metabolite or macromolecule,Metabolic activity,Ref. #"
SPECIES = [taxon.id for taxon in KNOWLEDGE.taxa.values() if taxon.rank == "species"]


def written(path: Path, *rows: str, head: str = HEAD) -> Path:
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8-sig")
    return path


def fact(name: str, activity: str, holds: bool = True, *references: str) -> Fact:
    return Fact("Roseburia intestinalis", name, activity, holds, references)


def found(facts: Iterable[Fact], activity: str, item: str) -> Finding:
    result = crosscheck(list(facts), KNOWLEDGE)
    (one,) = [f for f in result.findings if (f.activity, f.item) == (activity, item)]
    return one


def test_the_table_is_read_as_downloaded(tmp_path: Path) -> None:
    path = written(
        tmp_path / "facts.csv",
        'Bacteroides vulgatus,"Fructan (Inulin, Levan)",Macromolecule degradation (-),"1, 2(G)"',
        'Bacteroides vulgatus,CO2,"Consumption (import), Production (export)",import:3;export:4(G)',
    )
    fructan, taken, given_off = read_facts(path)
    assert fructan == Fact("Bacteroides vulgatus", "Fructan", "degradation", False, ("1", "2(G)"))
    assert (taken.activity, taken.references) == ("import", ("3",))
    assert (given_off.activity, given_off.references) == ("export", ("4(G)",))
    assert given_off.of_genus_only
    assert not fructan.of_genus_only


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_other_separators_and_line_ends_are_read(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "facts.tsv"
    rows = (HEAD, "Roseburia intestinalis,Xylan,Macromolecule degradation,7")
    path.write_bytes("\r\n".join(rows).replace(",", separator).encode())
    assert [one.name for one in read_facts(path)] == ["Xylan"]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04", "is a workbook"),
        (b"a,b\0", "is not text"),
        (b"taxon,sample\nx,1\n", "has no column 'Species'"),
        (HEAD.replace("Species", "Specie").encode(), "Did you mean 'Specie'"),
        (f"{HEAD}\nRoseburia,CO2,Production (exprt),1".encode(), "line 2: .*Production .export."),
        (f"{HEAD}\n\nRoseburia,,Production (export),1".encode(), "line 3 lacks"),
        (f"{HEAD}\nRoseburia".encode(), "line 2 lacks"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=complaint):
        read_facts(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_facts(tmp_path / "none.csv")
    with pytest.raises(InputError, match="is a folder"):
        read_facts(tmp_path)


def test_strangers_alone_are_refused() -> None:
    with pytest.raises(InputError, match="no organism that is known"):
        crosscheck([Fact("Thermus aquaticus", "CO2", "export", True)], KNOWLEDGE)


@pytest.mark.parametrize(
    ("name", "taxon"),
    [
        ("Prevotella copri", "segatella_copri"),
        ("[Eubacterium] rectale", "agathobacter_rectalis"),
        ("Escherichia coli K-12", "escherichia_coli"),
        ("Bacteroides sp. 1_1_6", "bacteroides_thetaiotaomicron"),
        ("Bacteroides sp. 9_9_9", None),
        ("Thermus aquaticus", None),
        ("Bacteroides", None),
    ],
)
def test_organisms_are_found_under_any_name(name: str, taxon: str | None) -> None:
    assert Names(KNOWLEDGE).species(name) == taxon


def test_both_may_agree_on_yes_and_on_no() -> None:
    assert found([fact("Xylan", "degradation")], "degradation", "arabinoxylan").verdict == "agree"
    one = found([fact("Methane", "export", False)], "export", "methane")
    assert (one.verdict, one.ours, one.theirs) == ("agree", False, False)


def test_either_side_may_disagree() -> None:
    theirs = found([fact("Methane", "export", True, "9")], "export", "methane")
    assert (theirs.verdict, theirs.ours, theirs.theirs) == ("disagree", False, True)
    assert theirs.evidence == ("Methane [9]",)
    ours = found([fact("Xylan", "degradation", False)], "degradation", "arabinoxylan")
    assert (ours.verdict, ours.ours, ours.theirs) == ("disagree", True, False)
    assert ours.evidence == ("not Xylan",)


def test_what_is_said_of_the_genus_alone_is_explained() -> None:
    one = found([fact("Methane", "export", True, "9(G)")], "export", "methane")
    assert (one.verdict, one.reason) == ("explained", OF_GENUS)
    both = found([fact("Methane", "export", True, "9(G)", "10")], "export", "methane")
    assert both.verdict == "disagree"


def test_a_pool_is_denied_only_if_all_that_are_named_are() -> None:
    facts = [fact("D-Glucose", "import"), fact("D-Galactose", "import", False)]
    assert found(facts, "import", "simple_sugar").verdict == "agree"
    assert found(facts[1:], "import", "simple_sugar").verdict == "disagree"


def test_yes_and_no_of_the_same_thing_is_divided() -> None:
    facts = [fact("Xylan", "degradation"), fact("Xylan", "degradation", False)]
    one = found(facts, "degradation", "arabinoxylan")
    assert (one.verdict, one.theirs) == ("divided", None)


def test_what_only_we_say_is_silent_and_what_only_they_can_say_is_counted() -> None:
    result = crosscheck([fact("Zn2+", "import"), fact("Butyrate", "export")], KNOWLEDGE)
    (check,) = result.checks
    assert check.unmatched == 1
    silent = {one.item for one in check.of("silent")}
    assert "arabinoxylan" in silent
    assert "methane" not in silent


def test_products_are_those_of_pathways_that_can_be_entered() -> None:
    facts = [Fact("Phascolarctobacterium faecium", "Propanoate", "export", True)]
    result = crosscheck(facts, KNOWLEDGE)
    made = {one.item for one in result.findings if one.activity == "export" and one.ours}
    assert made == {"propionate", "carbon_dioxide"}  # of succinate, the only thing it eats


def test_mucin_sugars_bring_the_products_of_their_entry() -> None:
    facts = [Fact("Akkermansia muciniphila", "NH3", "export", True)]
    result = crosscheck(facts, KNOWLEDGE)
    assert [one.verdict for one in result.findings if one.item == "ammonia"] == ["agree"]


def test_the_most_abundant_come_first() -> None:
    first = most_abundant(KNOWLEDGE, SPECIES)[:2]
    assert first == ("segatella_copri", "faecalibacterium_prausnitzii")
    facts = [Fact("Faecalibacterium prausnitzii", "Butyrate", "export", True)]
    checks = crosscheck(facts, KNOWLEDGE, first[::-1]).checks
    assert tuple(check.taxon.id for check in checks) == first
    assert checks[0].organisms == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Xylan", "Methane", "D-Glucose", "Butyrate", "Zn2+"]),
            st.sampled_from(["import", "export", "degradation"]),
            st.booleans(),
        ),
        min_size=1,
    )
)
def test_the_order_of_the_facts_does_not_matter(rows: list[tuple[str, str, bool]]) -> None:
    facts = [fact(*row) for row in rows]
    forth, back = (crosscheck(list(order), KNOWLEDGE) for order in (facts, facts[::-1]))
    key = [(f.item, f.ours, f.theirs, f.verdict) for f in forth.findings]
    assert key == [(f.item, f.ours, f.theirs, f.verdict) for f in back.findings]
    assert sum(forth.totals().values()) == len(forth.findings)
    assert set(forth.totals()) == set(VERDICTS)


def test_no_fact_counts_for_two_capabilities() -> None:
    rules = read_rules(KNOWLEDGE)
    names = [(one.activity, name) for one in rules.capabilities for name in one.names]
    assert len(names) == len(set(names))
    assert rules.source in KNOWLEDGE.references


@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        ("njc19.toml", 'source = "NJC19"\n[eats.inulin]\nnames = []', "eats.*not a known activity"),
        ("njc19.toml", 'source = "NJC91"', "'NJC91' is not a known source code"),
        ("njc19.toml", 'source = "NJC19"\n[import.lactat]\nnames = []', "Did you mean 'lactate'"),
        ("njc19.toml", 'source = "NJC19"\n[import.lactate]\nname = []', "not a known key"),
        ("njc19_reviewed.toml", "REVIEW 'blautia_obeu'", "Did you mean 'blautia_obeum'"),
        ("njc19_reviewed.toml", "REVIEW 'blautia_obeum', 'blautia_obeum'", "reviewed twice"),
    ],
)
def test_wrong_rules_are_refused(tmp_path: Path, file: str, text: str, complaint: str) -> None:
    review = '[[review]]\nactivity = "import"\nitem = "lactate"\nours = "no"\nreason = "x"\n'
    copy = shutil.copytree(KNOWLEDGE.folder, tmp_path / "data")
    content = f"{review}taxa = [{text.removeprefix('REVIEW ')}]" if "REVIEW" in text else text
    (copy / "crosscheck" / file).write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=complaint):
        read_rules(load(copy))


def test_every_review_has_a_reason() -> None:
    reasons = read_rules(KNOWLEDGE).reasons
    assert all(len(reason.split()) > 1 for _, reason in reasons.values())


def test_real_facts_leave_no_open_question_for_abundant_species() -> None:
    facts = read_facts(shared_data("njc19/NJC19.csv"))
    result = crosscheck(facts, KNOWLEDGE, most_abundant(KNOWLEDGE, SPECIES)[:60])
    assert result.totals()["agree"] > 500
    left = [(f.taxon, f.label, f.evidence) for f in result.findings if f.verdict == "disagree"]
    assert left == [], "correct the taxon, or say in crosscheck/njc19_reviewed.toml why it stays"
