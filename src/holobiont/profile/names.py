"""Cleaning and comparing taxon names of NCBI, GTDB, SILVA, Greengenes and MetaPhlAn."""

from __future__ import annotations

import re
from functools import lru_cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EMPTY = frozenset(
    {
        "", "-", "--", "?", "__", "_", "na", "n/a", "nan", "none", "null", "other", "others",
        "unknown", "unclassified", "unassigned", "unidentified", "uncultured", "unmapped",
        "undefined", "no hit", "no blast hit", "-1", "root", "cellular organisms",
        "ambiguous taxa", "metagenome", "gut metagenome", "human gut metagenome", "human gut",
        "unidentified rumen bacterium", "incertae sedis", "taxon unknown", "noname", "unannotated",
    }
)  # fmt: skip
_EMPTY_PATTERN = re.compile(
    r"^(?:uncultured|unidentified|unclassified|unknown)\b.*$|^.*\b(?:unclassified|metagenome|noname)$"
    r"|^[kdpcofgst]__$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?<=[a-z\]])_(?=(?:[A-Z]{1,2}|\d{1,3})(?:[ _]|$))")
_GGB = re.compile(r"^(?:GGB|SGB|FGB|OFGB|CFGB|PGB)\d+")
_MOTU = re.compile(r"\s*\[(?:(?:ref|meta|ext)_)?mOTU_v?\d+_\d+\]\s*$")
_DOTTED = re.compile(
    r"^([A-Z][a-z]{2,}|\[[A-Z][a-z]+\][^.]*|[A-Z][\w\- \[\]]+)\.([a-z][a-z\-]+.*)$"
)
_HYPHENED = re.compile(r"^(\[?[A-Z][a-z]{3,}\]?)-([a-z]{3,}|sp\.)((?:-.*)?)$")
_BINOMIAL = re.compile(
    r"^(?:Candidatus |uncultured )?\[?'?[A-Z][a-z]+\]?(?:_[A-Z]{1,2})?[\w\-/]* [a-z(\[].*"
)
_GENUS = re.compile(
    r"^(?:Candidatus )?\[?[A-Z][a-z]{3,}[a-z\-]*\]?(?:[/-][A-Z][a-z]+)*(?:_(?:[A-Z]{1,2}|\d+))?$"
)
_SUFFIXED = r"(?:_[A-Z]{1,2})?$"
_GROUP = re.compile(r"^\[?[A-Z][A-Za-z]+\]?[\w\-\[\] ./]* (?:group|clade|cluster)(?: \d+)?$")
_CODE = re.compile(r"^[A-Z][a-z]+aceae [A-Z]{2,}[\w\-]*")
_CODED = re.compile(r"^(?:UCG|CAG|UBA|GCA|DTU|RF|ER|TF|SS)[-_]?\d[\w\-]*$")
_VIRUS = re.compile(r"\b(?:phage|virus|viroid)\b|\wvirus\b|\wphage\b", re.IGNORECASE)
_FORMS = (
    ("phylum", re.compile(rf"^[A-Z][a-z]+ota{_SUFFIXED}")),
    ("class", re.compile(r"^(?:Alpha|Beta|Gamma|Delta|Epsilon)proteobacteria$")),
    ("order", re.compile(rf"^\[?[A-Z][a-z]+ales\]?{_SUFFIXED}")),
    ("family", re.compile(rf"^\[?[A-Z][a-z]+aceae\]?{_SUFFIXED}")),
    ("genus", _GROUP),
    ("genus", _CODE),
    ("genus", _CODED),
)
_METABOLITE = re.compile(r"(?:ate|acid|ide|ose|ine|ol|one|ene|yl|hyde|ane)$")
_SILVA_HYPHENS = re.compile(
    r"^(?:[A-Z][a-z]+(?:aceae|ales)|Clostridia|Bacteroidia|Family)-[\w\-.]+$"
)
_PHYLA = _words(
    """
    acidobacteria actinobacteria bacillota bacteroidetes chloroflexi cyanobacteria
    deferribacteres elusimicrobia firmicutes fusobacteria lentisphaerae nitrospirae
    planctomycetes proteobacteria saccharibacteria spirochaetes synergistetes tenericutes
    tm7 verrucomicrobia
    """
)
_CLASSES = _words(
    """
    actinomycetia bacilli bacteroidia clostridia coriobacteriia erysipelotrichi
    erysipelotrichia flavobacteria flavobacteriia fusobacteriia methanobacteria mollicutes
    negativicutes sphingobacteriia tissierellia verrucomicrobiae
    """
)
_DOMAINS = _words("bacteria archaea eukaryota viruses fungi")
_NOT_TAXA = _words(
    """
    acetate age alcohol antibiotics barcode batch bmi bodysite calprotectin center chao
    cholesterol class cohort collection condition confidence control count country counts
    creatinine date day depth description diagnosis diet domain donor dose ethnicity
    family gender genus glucose group height id index insulin kingdom label lineage
    medication miceid month mouseid name od order patient patientid ph phylum plate
    project race randomizedgroup rank reads recovered recovery rep replicate richness run
    sample sampleid samples sequence sex shannon simpson site size smoking species stage
    status strain study subject subjectid sum taxonomy time timepoint title total
    treatment triglycerides unnamed value vendor visit week weight well
    """
)


def tidy(text: str) -> str:
    """Return text without quotes, line ends, doubled and outer blanks."""
    return " ".join(text.replace("\ufeff", "").strip().strip("\"'").split())


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """Return a taxon name with blanks for underscores, keeping GTDB suffixes (``Blautia_A``)."""
    name = _MOTU.sub("", tidy(text)).replace("|", "/").replace('"', "")
    name = name.removesuffix(" et rel.").removesuffix(" et rel")
    name = re.sub(r"\.{2,}", ".", name)
    if _GGB.match(name):
        return name
    dotted = _DOTTED.match(name)
    if dotted and not name.endswith("."):
        name = f"{dotted[1]} {dotted[2]}"
    if _SILVA_HYPHENS.match(name):
        name = name.replace("-", " ")
    hyphened = _HYPHENED.match(name)
    if hyphened:
        name = f"{hyphened[1]} {hyphened[2]}{hyphened[3].replace('-', ' ')}"
    name = _SUFFIX.sub("\0", name).replace("_", " ").replace("\0", "_")
    return " ".join(re.sub(r"\b(sp|subsp|cf|str)(?= )", r"\1.", name).split())


def is_unclassified(label: str) -> bool:
    """Return whether a whole label means "no taxon" (``UNKNOWN``, ``unassigned``, blank)."""
    return label.replace("_", " ").strip().casefold() in _EMPTY or label in {"__", "_"}


def is_empty(name: str) -> bool:
    """Return whether a name inside a lineage says only that the taxon is not known there."""
    return is_unclassified(name) or bool(_EMPTY_PATTERN.match(name.replace("_", " ").strip()))


def without_unclassified(name: str) -> str:
    """Return the taxon inside ``Lachnospiraceae_unclassified`` or ``uncultured Dorea``."""
    text = re.sub(r"[ _.]+(?:unclassified|uncultured|noname|other)$", "", name, flags=re.IGNORECASE)
    return re.sub(r"^(?:unclassified|uncultured|unknown)[ _.]+", "", text, flags=re.IGNORECASE)


def binomial(genus: str, name: str) -> str:
    """Return a species name with its genus, given `name` with or without it."""
    bare = genus.strip("[]")
    if not genus or key(name).split(" ")[0] == key(genus).split(" ")[0]:
        return name
    if name.startswith(bare) and name[len(bare) :].islower():
        return f"{bare} {name[len(bare) :]}"
    return f"{genus} {name}" if name[:1].islower() else name


def genus_of(species: str) -> str:
    """Return the genus part of a species name (with ``Candidatus`` where it is there)."""
    words = species.split(" ")
    return " ".join(words[:2]) if words[0] == "Candidatus" and len(words) > 1 else words[0]


def guess_rank(name: str) -> str:
    """Return the rank the form of a bare cleaned name suggests, or ``unknown``."""
    low = re.sub(r"_[A-Z]{1,2}$", "", name).casefold().strip("[]")
    for rank, known in (("domain", _DOMAINS), ("phylum", _PHYLA), ("class", _CLASSES)):
        if low in known:
            return rank
    for rank, form in _FORMS:
        if form.match(name):
            return rank
    if _not_a_taxon(name):
        return "unknown"
    if _BINOMIAL.match(name) or _GGB.match(name):
        return "species"
    return "genus" if _GENUS.match(name) else "unknown"


def _not_a_taxon(name: str) -> bool:
    words = re.split(r"[ _.\-]+", name.casefold())
    about = words[0] in _NOT_TAXA or words[-1] in _NOT_TAXA
    return about or bool(_METABOLITE.search(name))


def is_virus(name: str) -> bool:
    """Return whether a name is that of a phage or another virus."""
    return bool(_VIRUS.search(name))


def is_metadata_word(name: str) -> bool:
    """Return whether a column name speaks of the sample or a substance, not of a taxon."""
    return _not_a_taxon(name)


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Return the form under which two spellings of a name compare equal.

    Case, brackets, quotes, GTDB and numbering suffixes, ``Candidatus`` and ``group`` do not count.
    """
    text = clean(name)
    text = re.sub(r"_(?:[A-Z]{1,2}|\d{1,3})(?= |$)", "", text)
    text = re.sub(r"(?<=[a-z]{3})\d{1,2}$", "", text)
    text = re.sub(r"[\[\]'\"]", "", text).casefold()
    text = re.sub(r"^candidatus ", "", text)
    text = re.sub(r" (?:group|clade|cluster)(?: \d+)?(?: bacterium)?$", "", text)
    return text.strip()


def species_key(name: str) -> str:
    """Return the key of genus and epithet only, or an empty string for ``Blautia sp. X``."""
    words = key(name).split(" ")
    if len(words) < 2 or not re.match(r"^[a-z][a-z\-]+$", words[1]):
        return ""
    if words[1] in {"sp", "bacterium", "genomosp", "cf", "species", "ucg", "phage", "virus"}:
        return ""
    return f"{words[0]} {words[1]}"
