"""The spaCy pipeline that marks what a citation is made of.

`blank("id")` with a tokenizer that parts letters, digits and signs, a component that mends
misprints of the words it knows (as the tokens' norm; the text stays), and a span ruler whose
patterns come from the tables. Importing this module loads spaCy: import it where it is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import NamedTuple

from spacy import blank
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from normalize.institutions import institutions
from normalize.misprints import nearest
from normalize.tables import load_toml
from normalize.thresholds import CITATION, TEXT

# Letters, digits, signs; words that lost the blank between them are split at the capital ("PPNo").
_TOKEN = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]?[a-z]+(?=[A-Z])|[^\W\d_]+|\d+|[^\s\w]|_")
_TOKENIZER = "citation_tokens"


class Mark(NamedTuple):
    """A piece of a citation.

    Attributes:
        label: KIND, MINISTRY, AGENCY, LEVEL, HEAD or the name of one of the table's marks in
            capitals.
        key: Which entry of its table it is.
        start: Index of its first character.
        end: Index after its last character.
    """

    label: str
    key: str
    start: int
    end: int


def read_marks(text: str) -> list[Mark]:
    """Return the marks in a text by place, of those with one label and start only the longest.

    Args:
        text: A text whose whitespace is folded.
    """
    doc = _pipeline()(text[: TEXT.max_citation_chars])
    found: dict[tuple[str, int], Mark] = {}
    for span in doc.spans["marks"]:
        mark = Mark(span.label_, span.id_, span.start_char, span.end_char)
        known = found.get((mark.label, mark.start))
        if known is None or mark.end > known.end:
            found[mark.label, mark.start] = mark
    return sorted(found.values(), key=lambda mark: (mark.start, -mark.end))


@cache
def _pipeline() -> Language:
    """Return the pipeline, built once."""
    registry.tokenizers(_TOKENIZER, func=_tokenizer)
    # The language's own tokenizer costs seconds to build, for thousands of exceptions.
    nlp = blank("id", config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}})
    nlp.add_pipe("mend_misprints")
    ruler = nlp.add_pipe("span_ruler", config={"spans_key": "marks", "phrase_matcher_attr": "NORM"})
    ruler.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": label, "id": key, "pattern": phrase}
            for (label, phrase), key in _patterns().items()
        ]
    )
    return nlp


def _tokenizer() -> Callable[[Language], Callable[[str], Doc]]:
    """Return the factory of a tokenizer that separates letters, digits and signs."""
    return lambda nlp: partial(_tokenize, nlp.vocab)


def _tokenize(vocab: Vocab, text: str) -> Doc:
    """Return a text, its whitespace folded, as tokens."""
    matches = list(_TOKEN.finditer(text))
    starts = [match.start() for match in matches[1:]]
    spaces = [match.end() < start for match, start in zip(matches, starts, strict=False)]
    return Doc(
        vocab, words=[match.group() for match in matches], spaces=[*spaces, False][: len(matches)]
    )


@Language.component("mend_misprints")
def _mend_misprints(doc: Doc) -> Doc:
    """Set the norm of a misprinted word to the known word it is nearest to."""
    for token in doc:
        if len(token) >= CITATION.min_shape_letters and token.is_alpha:
            token.norm_ = _mended(token.lower_)
    return doc


@lru_cache(maxsize=20_000)
def _mended(word: str) -> str:
    """Return the known word that a word is a misprint of, or the word itself."""
    if word in _vocabulary():
        return word
    alike = nearest(word, _of_length_near(len(word)), 0)
    if alike is not None or len(word) < CITATION.min_mended_letters:
        return alike or word
    slips = 1 if len(word) <= CITATION.max_one_slip_letters else 2
    return nearest(word, _mending(len(word)), slips) or word


@cache
def _vocabulary() -> frozenset[str]:
    """Return the words of all patterns: none of them is a misprint of another."""
    return frozenset(word for _, phrase in _patterns() for word in _words(phrase))


@cache
def _of_length_near(length: int) -> tuple[str, ...]:
    """Return the known words of about a length."""
    return tuple(sorted(word for word in _vocabulary() if abs(len(word) - length) <= 2))


@cache
def _mending(length: int) -> tuple[str, ...]:
    """Return the known words that a word with wrong letters may be.

    Of five letters only the marks ("nomor", "tahun") may be: others have neighbours that are
    words.
    """
    marks = load_toml("citations")["marks"].values()
    short = {word for names in marks for name in names for word in _words(name)}
    return tuple(
        word
        for word in _of_length_near(length)
        if len(word) > CITATION.min_mended_letters
        or (len(word) == CITATION.min_mended_letters and word in short)
    )


def _words(phrase: str) -> list[str]:
    return [word for word in _TOKEN.findall(phrase.casefold()) if word.isalpha()]


@cache
def _patterns() -> dict[tuple[str, str], str]:
    """Return the key of each (label, phrase); the first table entry with a phrase has it."""
    table = load_toml("citations")
    patterns: dict[tuple[str, str], str] = {}

    def add(label: str, phrase: str, key: str) -> None:
        patterns.setdefault((label, " ".join(_TOKEN.findall(phrase.casefold()))), key)

    for index, kind in enumerate(table["kinds"]):
        for name in kind["names"]:
            add("KIND", name, str(index))
    for index, kind in enumerate(table["kinds"]):
        for institution in institutions():
            for phrase in institution.glued(kind):
                add("KIND", phrase, f"{index}/{institution.key}")
    for institution in institutions():
        for phrase in institution.phrases():
            add(institution.kind.upper(), phrase, institution.key)
    for level, names in table["levels"].items():
        for name in names:
            add("LEVEL", name, level)
    for level, names in table["heads"].items():
        for name in names:
            add("HEAD", name, level)
    for label, names in table["marks"].items():
        for name in names:
            add(label.upper(), name, label)
    return patterns
