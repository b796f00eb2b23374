"""Cleaning and comparing taxon names of NCBI, GTDB, SILVA, Greengenes and MetaPhlAn."""

from __future__ import annotations

import re

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
_HYPHENED = re.compile(r"^([A-Z][a-z]{3,})-([a-z]{3,}|sp\.)((?:-.*)?)$")
_BINOMIAL = re.compile(
    r"^(?:Candidatus |uncultured )?\[?'?[A-Z][a-z]+\]?(?:_[A-Z]{1,2})?[\w\-/]* [a-z(\[].*"
)
_GENUS = re.compile(
    r"^(?:Candidatus )?\[?[A-Z][a-z]{2,}[a-z\-]*\]?(?:[/-][A-Z][a-z]+)*(?:_(?:[A-Z]{1,2}|\d+))?$"
)
_GROUP = re.compile(r"^\[?[A-Z][A-Za-z]+\]?[\w\-\[\] ./]* (?:group|clade|cluster)(?: \d+)?$")
_CODE = re.compile(r"^[A-Z][a-z]+aceae [A-Z]{2,}[\w\-]*")
_METABOLITE = re.compile(r"(?:ate|acid|Acid|ide|ose|amine|glucose|ethanol|methane)$")
_PHYLA = frozenset(
    "firmicutes bacillota bacteroidetes proteobacteria actinobacteria verrucomicrobia fusobacteria "
    "tenericutes cyanobacteria spirochaetes synergistetes lentisphaerae deferribacteres chloroflexi "
    "elusimicrobia saccharibacteria tm7 planctomycetes acidobacteria nitrospirae".split()
)
_CLASSES = frozenset(
    "clostridia bacilli bacteroidia negativicutes erysipelotrichia erysipelotrichi coriobacteriia "
    "actinomycetia verrucomicrobiae fusobacteriia methanobacteria mollicutes tissierellia "
    "flavobacteria flavobacteriia sphingobacteriia".split()
)
_DOMAINS = frozenset("bacteria archaea eukaryota viruses fungi".split())
_NOT_TAXA = frozenset(
    """age sex gender bmi weight height race site sample samples subject patient day time week month
    visit dose diet treatment group diagnosis cohort reads depth batch donor date country ethnicity
    antibiotics collection name total sum value count counts sequence size status stage condition
    vendor replicate rep run plate well description barcode study project center timepoint bodysite
    recovered recovery title label id taxonomy confidence kingdom phylum class order family genus
    species strain domain lineage rank unnamed index control smoking alcohol medication glucose
    cholesterol insulin triglycerides creatinine calprotectin shannon simpson chao richness
    sampleid subjectid patientid mouseid miceid day randomizedgroup od ph acetate""".split()
)


def tidy(text: str) -> str:
    """Return text without quotes, line ends, doubled and outer blanks."""
    return " ".join(text.replace("\ufeff", "").strip().strip("\"'").split())


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
    low = name.casefold().strip("[]")
    if low in _DOMAINS:
        return "domain"
    if low in _PHYLA or re.match(r"^[A-Z][a-z]+ota(?:_[A-Z])?$", name):
        return "phylum"
    if low in _CLASSES or re.match(r"^(?:alpha|beta|gamma|delta|epsilon)proteobacteria$", low):
        return "class"
    if re.match(r"^\[?[A-Z][a-z]+ales\]?(?:_[A-Z]{1,2})?$", name):
        return "order"
    if re.match(r"^\[?[A-Z][a-z]+aceae\]?(?:_[A-Z]{1,2})?$", name):
        return "family"
    if _GROUP.match(name) or _CODE.match(name):
        return "genus"
    if _BINOMIAL.match(name) or _GGB.match(name):
        return "species"
    return "genus" if _GENUS.match(name) and not _not_a_taxon(name) else "unknown"


def _not_a_taxon(name: str) -> bool:
    words = re.split(r"[ _.\-]+", name.casefold())
    return any(word in _NOT_TAXA for word in words) or bool(_METABOLITE.search(name))


def is_metadata_word(name: str) -> bool:
    """Return whether a column name speaks of the sample or a substance, not of a taxon."""
    return _not_a_taxon(name)


def key(name: str) -> str:
    """Return the form under which two spellings of a name compare equal.

    Case, brackets, quotes, GTDB and numbering suffixes, ``Candidatus`` and ``group`` do not count.
    """
    text = clean(name)
    text = re.sub(r"_(?:[A-Z]{1,2}|\d{1,3})(?= |$)", "", text)
    text = re.sub(r"[\[\]'\"]", "", text).casefold()
    text = re.sub(r"^candidatus ", "", text)
    text = re.sub(r" (?:group|clade|cluster)(?: \d+)?$", "", text)
    return text.strip()


def species_key(name: str) -> str:
    """Return the key of genus and epithet only, or an empty string for ``Blautia sp. X``."""
    words = key(name).split(" ")
    if len(words) < 2 or not re.match(r"^[a-z][a-z\-]+$", words[1]):
        return ""
    if words[1] in {"sp", "bacterium", "genomosp", "cf", "species", "ucg", "phage", "virus"}:
        return ""
    return f"{words[0]} {words[1]}"
