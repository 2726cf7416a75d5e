"""Words that actors' names are made of: where one name ends and the next begins.

An actor is a person's office or role, and begins with the word for it ("Kepala", "Petugas",
"Camat"); the words after it say of what.
"""

from __future__ import annotations

from extract.vocabulary.tables import word_set


def begins_actor(name: str, word: str, *, fresh_line: bool) -> bool:
    """Return whether a word begins a new name after the words of another.

    Args:
        name: The name so far, at least one word.
        word: The next word.
        fresh_line: Whether it is the first of its line.
    """
    key, last = _key(word), name.split()[-1]
    alone = len(name.split()) == 1
    if _is("joins", key) or _is("joins", _key(last)) or last[-1:] in "/-&,(":
        return False
    if not word[:1].isupper() and not word[:1].isdigit():
        return False
    if _is("phrases", f"{_key(last)} {key}"):
        return False
    if alone and _is("needs_more", _key(last)):
        return _is("officials", key) and not _is("takes_official", _key(last))
    if _is("inside", key) and not fresh_line:
        return False
    return _is("begins", key) or (fresh_line and _is("begins_line", key))


def looks_like_actors(text: str) -> bool:
    """Return whether a line begins with an actor's word, or continues a name's."""
    words = [_key(word) for word in text.split()]
    return bool(words) and (_is("begins", words[0]) or _is("begins_line", words[0]))


def _is(kind: str, key: str) -> bool:
    """Return whether a folded word is one of a kind in `actors.toml`."""
    return key in word_set("actors", kind)


def _key(word: str) -> str:
    """Return a word for comparison."""
    return word.strip("()/.,").casefold()
