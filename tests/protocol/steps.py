"""Any protocol that can be made from the small knowledge of these tests."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from holobiont.protocol import (
    AUTOLOGOUS,
    Activity,
    Circumstance,
    Cleansing,
    DietChange,
    Drink,
    Food,
    Live,
    Medicine,
    Occasion,
    PhageDose,
    Protocol,
    Step,
    Supplement,
    Transplant,
)
from tests.protocol.known import KNOWN

DAYS = st.floats(0, 1e4, allow_nan=False)
AMOUNTS: tuple[tuple[type[Step], str, float], ...] = (
    (Supplement, "inulin", 40),
    (Supplement, "pectin", 40),
    (Food, "garlic", 60),
    (Food, "bread_and_butter", 300),
    (Medicine, "amoxicillin", 6000),
    (Live, "lactobacillus_rhamnosus_gg", 1e12),
    (Live, "bifidobacterium_longum", 1e13),
    (PhageDose, "ecoli_cocktail", 1e13),
    (Activity, "sleep", 16),
    (Drink, "water", 6),
)
ADHERENCE = st.just(1.0) | st.floats(0, 1, exclude_min=True)
DONORS = st.sampled_from(("donor.tsv", "my donor, and his.tsv", AUTOLOGOUS)) | st.text(
    st.characters(exclude_categories=("Cs", "Cc")), min_size=1
).filter(lambda name: bool(name.strip()))


@st.composite
def _stretch(draw: st.DrawFn) -> dict[str, Any]:
    start, length = draw(DAYS), draw(DAYS | st.none())
    open_end = length is None or start + length <= start
    return {"start_day": start, "end_day": None if open_end else start + (length or 0.0)}


@st.composite
def _dosed(draw: st.DrawFn, kind: Any, name: str, largest: float) -> Step:
    more: dict[str, Any] = {
        "every_days": draw(st.none() | st.floats(2, 60)),
        "adherence": draw(ADHERENCE),
    }
    if kind is Medicine:
        more["route"] = draw(st.sampled_from(("oral", "intravenous")))
    amount = draw(st.floats(0, largest, exclude_min=True))
    made: Step = kind(name, amount, **draw(_stretch()), **more)
    return made


@st.composite
def _one_after_another(draw: st.DrawFn, kind: Any, names: list[str]) -> list[Step]:
    days = draw(st.lists(DAYS, unique=True, max_size=6).map(sorted))
    return [
        kind(draw(st.sampled_from(names)), start, end, adherence=draw(ADHERENCE))
        for start, end in zip(days[::2], days[1::2], strict=False)
    ]


@st.composite
def _moments(draw: st.DrawFn) -> list[Step]:
    days = draw(st.lists(st.integers(0, 5000), unique=True, max_size=3))
    transplants = [
        Transplant(
            draw(DONORS),
            draw(st.floats(0, 500, exclude_min=True)),
            day + draw(st.floats(0, 0.9)),
            draw(st.sampled_from(("colonoscopy", "enema", "capsules", "nasoduodenal"))),
            draw(st.booleans()),
        )
        for day in days
    ]
    speeches = draw(st.lists(DAYS, unique=True, max_size=2))
    preps = draw(st.lists(DAYS, unique=True, max_size=2))
    return [
        *transplants,
        *(Occasion("public_speech", day) for day in speeches),
        *(Cleansing("bowel_prep", day) for day in preps),
    ]


@st.composite
def protocols(draw: st.DrawFn) -> Protocol:
    """Any protocol, with or without a date of day 0."""
    chosen = draw(st.lists(st.sampled_from(AMOUNTS), unique=True, max_size=4))
    steps = [
        *(draw(_dosed(*each)) for each in chosen),
        *draw(_one_after_another(DietChange, sorted(KNOWN.diets))),
        *draw(_one_after_another(Circumstance, ["chronic_stress", "mindfulness"])),
        *draw(_moments()),
    ]
    shift = st.integers(0, 9000).map(lambda days: date(2020, 1, 1) + timedelta(days))
    return Protocol(tuple(draw(st.permutations(steps))), draw(st.none() | shift))
