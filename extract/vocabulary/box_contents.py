"""What a fragment of an identity sheet is, from what it says.

Rules first: spaCy's matcher with patterns from `box_contents.toml` knows the words that begin a
citation, a qualification, a warning. Where they run out, a naive Bayes classifier over words,
trained from the labelled phrases of `box_contents.tsv`, says what is likely. It counts, so it is
the same on every run, and its training takes milliseconds.
"""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from extract.vocabulary.tables import load_text, load_toml

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class ClassifierSettings:
    """How the classifier of fragments counts. Unfitted."""

    # What a rule's match is worth against the classifier's opinion, as a natural logarithm.
    rule_weight: float = 6.0
    # Added to every count, so that an unseen word makes nothing impossible.
    smoothing: float = 0.3
    # Words counted: what a fragment is shows at its beginning.
    max_words: int = 14
    # A longer text is cut; a bound of time.
    max_chars: int = 400


CLASSIFIER = ClassifierSettings()


@dataclass(frozen=True, slots=True)
class _Model:
    """Counts of a naive Bayes classifier.

    Attributes:
        features: Class -> feature -> how often it occurs there.
        totals: Class -> sum of its counts.
        phrases: Class -> number of its phrases.
        vocabulary: Number of different features.
    """

    features: Mapping[str, Counter[str]]
    totals: Mapping[str, int]
    phrases: Counter[str]
    vocabulary: int

    def log_likelihood(self, name: str, features: list[str]) -> float:
        """Return the log probability of features in a class, the class's own share included."""
        counts, total = self.features[name], self.totals[name]
        floor = total + CLASSIFIER.smoothing * self.vocabulary
        summed = sum(
            math.log((counts[feature] + CLASSIFIER.smoothing) / floor) for feature in features
        )
        # Words are no independent witnesses: a long sentence must not be surer than its parts.
        return summed / math.sqrt(max(len(features), 1)) + math.log(
            self.phrases[name] / self.phrases.total()
        )


@lru_cache(maxsize=4096)
def classify(text: str) -> Mapping[str, float]:
    """Return the log probability of each class for a fragment.

    Args:
        text: The fragment without its bullet.

    Returns:
        Class (the contract's list sections and `title`) -> natural log of its probability.
    """
    doc = _language()(text[: CLASSIFIER.max_chars])
    features = _features(doc)
    model = _trained()
    scores = {name: model.log_likelihood(name, features) for name in model.features}
    for name in _matched(doc):
        scores[name] = scores.get(name, 0.0) + CLASSIFIER.rule_weight
    top = max(scores.values())
    norm = top + math.log(sum(math.exp(score - top) for score in scores.values()))
    return {name: score - norm for name, score in scores.items()}


def rule_class(text: str) -> str | None:
    """Return the class that a rule gives a fragment; None where rules say nothing."""
    found = _matched(_language()(text[: CLASSIFIER.max_chars]))
    return found[0] if found else None


def known_words(text: str) -> list[str]:
    """Return the words of a fragment that occur in the labelled phrases."""
    known = {feature for counts in _trained().features.values() for feature in counts}
    return [word for word in text.split() if f"w={word.casefold().strip('.,')}" in known]


def _matched(doc: Doc) -> list[str]:
    """Return the classes whose patterns match at the beginning of a fragment."""
    found = {doc.vocab.strings[key] for key, start, _ in _matcher()(doc) if start == 0}
    return sorted(found)


@cache
def _language() -> Language:
    """Return an Indonesian tokenizer."""
    import spacy

    return spacy.blank("id")


@cache
def _matcher() -> Matcher:
    """Return the matcher with the patterns of `box_contents.toml`."""
    from spacy.matcher import Matcher

    matcher = Matcher(_language().vocab)
    for name, table in load_toml("box_contents").items():
        patterns: list[list[dict[str, Any]]] = [
            [{"LOWER": word} for word in phrase.split()] for phrase in table["begins"]
        ]
        patterns.extend(table.get("patterns", []))
        matcher.add(name, patterns)
    return matcher


@cache
def _trained() -> _Model:
    """Return the classifier trained from the labelled phrases."""
    text = load_text("box_contents.tsv")
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    phrases: Counter[str] = Counter()
    nlp = _language()
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        counts[row["class"]].update(_features(nlp(row["text"])))
        phrases[row["class"]] += 1
    vocabulary = len({feature for counter in counts.values() for feature in counter})
    totals = {name: counter.total() for name, counter in counts.items()}
    return _Model(dict(counts), totals, phrases, vocabulary)


def _features(doc: Doc) -> list[str]:
    """Return the features of a fragment: its words, the first ones marked, and its length."""
    words = [token.lower_ for token in doc if token.is_alpha][: CLASSIFIER.max_words]
    features = [f"w={word}" for word in words]
    features.extend(f"{position}={word}" for position, word in enumerate(words[:2]))
    features.extend(f"p={word[:5]}" for word in words[:3])
    features.append(f"length={min(len(doc) // 4, 4)}")
    return features
