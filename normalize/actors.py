"""Actors: one name for the many spellings of an office or a role.

"Kasubbag Umum", "Ka. Sub Bag. Umum" and "KEPALA SUB BAGIAN UMUM" are one. The printed form is kept
beside it, as the meaning of a short form is a custom, not a rule.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from models.actor import ActorName
from normalize.misprints import nearest
from normalize.tables import load_toml
from normalize.text import fold_key, fold_space
from normalize.thresholds import ACTOR, TEXT

_PIECE = re.compile(r"[^\W_]+")


def canonical_actor(printed: str) -> str:
    """Return an actor's name with short forms written out, known misspellings and case corrected.

    Args:
        printed: The name as a Pelaksana column has it.

    Returns:
        The name, its whitespace folded; what has no short form keeps its words.
    """
    text = fold_space(printed)[: TEXT.max_actor_chars]
    return _canonical(text) or fold_space(printed)


def name_actors(*printed: Sequence[str]) -> list[ActorName]:
    """Return each spelling of an SOP's actors once, in the order they stand, with its name.

    Args:
        printed: The columns' actors, then those of each step.
    """
    spellings = [spelling for group in printed for spelling in group]
    names = canonical_actors(spellings)
    return [ActorName(printed=one, canonical=names[one]) for one in dict.fromkeys(spellings)]


def canonical_actors(printed: Iterable[str]) -> dict[str, str]:
    """Return one name for each spelling of the actors of a document or a corpus.

    Beyond `canonical_actor`, a name that differs from another by one letter of one word is a
    misspelling of it, if the other's word is a known word and its own is not, or if the other
    stands much more often.

    Args:
        printed: The names as printed, each as often as it stands.
    """
    count: Counter[str] = Counter(printed)
    names = {name: canonical_actor(name) for name in count}
    often: Counter[str] = Counter()
    for name, times in count.items():
        often[names[name]] += times
    right: dict[str, str] = {}
    alike: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(often, key=lambda one: (-often[one], -_known_words(one), one)):
        holes = _holes(name)
        others = (other for hole in holes for other in alike.get(hole, ()))
        meant = next((other for other in others if _is_slip(name, other, often)), None)
        right[name] = name if meant is None else meant
        if meant is None:
            for hole in holes:
                alike.setdefault(hole, []).append(name)
    return {name: right[written] for name, written in names.items()}


@lru_cache(maxsize=20_000)
def _canonical(text: str) -> str:
    """Return a name written out; "" where it has no letters."""
    pieces = list(_PIECE.finditer(text))
    shouted = text.isupper()
    written: list[str] = []
    index, end = 0, 0
    while index < len(pieces):
        size, name = _written_out(pieces, index, shouted)
        gap = text[end : pieces[index].start()] if written else ""
        written.append(f"{_joint(gap) if written else ''}{name}")
        end = pieces[index + size - 1].end()
        index += size
    closing = ")" if written and text[end:].strip().startswith(")") and "(" in text else ""
    return "".join(written) + closing


def _written_out(pieces: Sequence[re.Match[str]], index: int, shouted: bool) -> tuple[int, str]:
    """Return how many words from an index on are one name, and the name."""
    known = _short_forms()
    for size in range(min(ACTOR.max_short_form_words, len(pieces) - index), 0, -1):
        key = fold_key("".join(piece.group() for piece in pieces[index : index + size]))
        if key in known and (size > 1 or not _is_ambiguous(pieces[index].group())):
            return size, known[key]
    word = pieces[index].group()
    return 1, _mended(word) or _cased(word, shouted, first=index == 0)


def _is_ambiguous(word: str) -> bool:
    """Return whether a short form is a word in small letters: "ka" and "peg" in a name are not."""
    return len(word) <= 2 and not word[0].isupper()


def _mended(word: str) -> str | None:
    """Return the name that a misspelt short form ("Irbn") stands for; None for none.

    Only a missing letter or two swapped ones are corrected: with another letter it may be a word.
    """
    key = fold_key(word)
    if len(key) < ACTOR.min_mended_letters or not key.isalpha() or key in _words():
        return None
    meant = nearest(key, _mendable(), 1)
    if meant is None or (len(key) >= len(meant) and sorted(key) != sorted(meant)):
        return None
    return _short_forms()[meant]


def _cased(word: str, shouted: bool, first: bool) -> str:
    """Return a word in the case it has in a name."""
    table = load_toml("actors")
    if word.upper() in table["capitals"] and (shouted or word.isupper()):
        return word.upper()
    if word.casefold() in table["small"] and not first:
        return word.casefold()
    if shouted and len(word) > 1:
        return word.capitalize()
    return word[0].upper() + word[1:]


def _joint(gap: str) -> str:
    """Return the separator between two words of a name."""
    sign = gap.strip(" .")
    if sign == "&":
        return " dan "
    if sign in ("/", "-", "+"):
        return sign
    if "(" in sign:
        return " ("
    if ")" in sign:
        return ") "
    return ", " if sign.startswith(",") else " "


def _is_slip(name: str, other: str, often: Counter[str]) -> bool:
    """Return whether a name is another with a misspelling in one word."""
    from rapidfuzz.distance import OSA

    words, meant = name.split(" "), other.split(" ")
    if len(words) != len(meant):
        return False
    apart = [(one, two) for one, two in zip(words, meant, strict=True) if one != two]
    if len(apart) != 1:
        return False
    word, known = (fold_key(part) for part in apart[0])
    if word == known:
        return True
    if min(len(word), len(known)) < ACTOR.min_slip_letters or not (word + known).isalpha():
        return False
    if word in _words() or OSA.distance(word, known, score_cutoff=1) > 1:
        return False
    return known in _words() or often[other] >= ACTOR.min_count_ratio * often[name]


def _holes(name: str) -> list[tuple[str, ...]]:
    """Return a name's words with each left out in turn; names one word apart share an entry."""
    words = name.split(" ")[: ACTOR.max_compared_words]
    return [(*words[:index], "", *words[index + 1 :]) for index in range(len(words))]


def _known_words(name: str) -> int:
    return sum(fold_key(word) in _words() for word in name.split(" "))


@cache
def _short_forms() -> dict[str, str]:
    """Return the name of each short form."""
    return {
        fold_key(form): name
        for name, forms in load_toml("actors")["short"].items()
        for form in (*forms, name)
    }


@cache
def _mendable() -> tuple[str, ...]:
    """Return the short forms that are long enough to be recognised when misspelt."""
    return tuple(form for form in _short_forms() if len(form) >= ACTOR.min_slip_letters)


@cache
def _words() -> frozenset[str]:
    """Return the words that are right as they are."""
    table = load_toml("actors")
    names = (word for name in table["short"] for word in name.split(" "))
    return frozenset(fold_key(word) for word in (*table["words"], *names))
