"""A written report is whole, self-contained, and says what the result says."""

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from holobiont.errors import InputError
from holobiont.report import Result, write_report
from holobiont.report.plain import flat
from holobiont.report.write import contents
from tests.report.samples import STRANGER, with_protocol, without_protocol

VOID = {"meta", "br", "hr", "img", "input", "link", "col"}
RESULTS = [with_protocol, without_protocol]


class Page(HTMLParser):
    """Checks nesting; collects tags and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> at {self.getpos()}"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.mark.parametrize("result", RESULTS)
def test_the_page_is_well_formed_and_self_contained(result: Any) -> None:
    page = Page(contents(result())["report.html"])
    assert page.open == []
    assert not page.all("script") and not page.all("link") and not page.all("img")
    for tag, attrs in page.tags:
        for name in ("src", "href", "xlink:href", "data", "action"):
            url = attrs.get(name) or ""
            assert "//" not in url or (tag == "a" and url.startswith("https://doi.org/")), url


@pytest.mark.parametrize("result", RESULTS)
def test_no_style_loads_anything(result: Any) -> None:
    text = contents(result())["report.html"]
    assert "url(" not in text and "@import" not in text


@pytest.mark.parametrize("result", RESULTS)
def test_the_page_can_be_heard(result: Any) -> None:
    page = Page(contents(result())["report.html"])
    assert len(page.all("h1")) == 1
    assert len(page.all("table")) == len(page.all("caption")) > 0
    assert len(page.all("figure")) == len(page.all("figcaption")) >= 3
    assert all(
        a.get("role") == "img" and a.get("aria-label") for a in page.all("svg") if "role" in a
    )
    assert all("scope" in a for a in page.all("th"))
    assert page.all("html")[0]["lang"] == "en"


@pytest.mark.parametrize("result", RESULTS)
def test_on_a_phone_each_cell_says_what_it_is(result: Any) -> None:
    """Rows are stacked there, without the head of the table: its words stand in each cell."""
    page = contents(result())["report.html"]
    tables = re.findall(r'<table class="stack[^"]*">.*?</table>', page, re.DOTALL)
    assert len(tables) >= 3
    for table in tables:
        head = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)[1:]
        rows = re.findall(r'<tr[^>]*><th scope="row">.*?</tr>', table)
        assert rows
        for row in rows:
            cells = re.findall(r"<td([^>]*)>", row)
            assert [re.search(r'data-h="([^"]+)"', cell)[1] for cell in cells] == head  # type: ignore[index]


def test_what_lies_off_a_logarithmic_axis_is_told() -> None:
    result = with_protocol()
    least = min(o.estimate.value for o in result.outputs if o.group in ("acids", "gases"))
    assert least < 0.1
    assert "what is less than 0.1 stands at its edge" in contents(result)["report.html"]


def test_it_says_once_that_it_is_no_diagnosis() -> None:
    text = Page(contents(with_protocol())["report.html"]).text
    assert text.count("A model estimate, never a diagnosis.") == 1


def test_names_from_the_sample_are_shown_as_text() -> None:
    found = contents(with_protocol())["report.html"]
    assert STRANGER in Page(found).text
    assert "<b>" not in found and "<sample>" not in found


def test_the_page_shows_the_answer() -> None:
    text = " ".join(Page(contents(with_protocol())["report.html"]).text.split())
    for sentence in with_protocol().answer:
        assert " ".join(sentence.split()) in text


def test_without_a_protocol_the_page_says_how_to_give_one() -> None:
    assert "--do" in Page(contents(without_protocol())["report.html"]).text
    assert "interval not computed" in contents(without_protocol())["report.html"]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_tables_hold_the_numbers_of_the_json(tmp_path: Path) -> None:
    write_report(with_protocol(), tmp_path)
    whole = json.loads((tmp_path / "result.json").read_text("utf-8"))
    pairs = {
        "residents": whole["residents"],
        "outputs": whole["outputs"],
        "measures": whole["measures"],
        "segments": whole["segments"],
        "makers": whole["makers"],
        "changed_taxa": whole["change"]["taxa"],
        "conservation": whole["conservation"],
    }
    for name, records in pairs.items():
        table = rows(tmp_path, name)
        assert len(table) == len(records) > 0, name
        for row, record in zip(table, records, strict=True):
            for key, value in flat(record).items():
                if isinstance(value, float):
                    assert float(row[key]) == value, (name, key)


def test_courses_are_those_of_the_json(tmp_path: Path) -> None:
    write_report(with_protocol(), tmp_path)
    whole = json.loads((tmp_path / "result.json").read_text("utf-8"))
    first = whole["change"]["outputs"][0]
    table = [row for row in rows(tmp_path, "courses") if row["id"] == first["id"]]
    assert [float(row["value"]) for row in table] == first["course"]["value"]
    assert [float(row["day"]) for row in table] == first["course"]["days"]


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_writing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    write_report(with_protocol(), tmp_path / "a")
    write_report(with_protocol(), tmp_path / "b")
    assert written(tmp_path / "a") == written(tmp_path / "b")


def test_a_second_report_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    note = tmp_path / "mine.txt"
    note.write_text("keep me")
    write_report(with_protocol(), tmp_path)
    page = write_report(without_protocol(), tmp_path)
    assert page == tmp_path / "report.html"
    assert set(written(tmp_path)) == {*contents(without_protocol()), "mine.txt"}


def test_provenance_names_no_machine(tmp_path: Path) -> None:
    write_report(with_protocol(), tmp_path)
    found = json.loads((tmp_path / "provenance.json").read_text("utf-8"))
    assert found["seed"] == 1
    assert found["versions"]["numpy"]
    assert re.fullmatch(r"[0-9a-f]{64}", found["knowledge_sha256"])
    everything = b"".join(written(tmp_path).values()).decode()
    assert str(tmp_path) not in everything
    assert str(Path.cwd()) not in everything


def test_every_source_is_in_the_bibliography() -> None:
    result = with_protocol()
    text = contents(result)["citations.bib"]
    keys = re.findall(r"^@(?:article|misc)\{(\w+),$", text, flags=re.MULTILINE)
    assert keys == [source.code for source in result.sources]
    assert len(set(keys)) == len(keys)
    assert text.count("{") == text.count("}")
    for source in result.sources:
        assert not source.doi or f"doi = {{{source.doi}}}" in text


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    for target in (file, file / "below"):
        with pytest.raises(InputError, match="cannot be written"):
            write_report(without_protocol(), target)
    assert written(tmp_path) == {"file": b"in the way"}


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(InputError, match="No space left"):
        write_report(without_protocol(), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_results_know_their_outputs() -> None:
    result: Result = without_protocol()
    assert result.output("methane").label == "methane"
