"""SOPs that are nearly the same.

Each SOP's steps are cut into runs of three words. MinHash (A. Broder, "On the resemblance and
containment of documents", 1997) keeps the minimum of each of 64 hashes over the runs; SOPs that
agree in a band of four hashes are compared step by step. The work grows with the number of SOPs
and of near-duplicates, not with the number of pairs.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from extract.checks.corpus.digest import Digest
from extract.checks.corpus.habits import clusters, group_id
from extract.checks.corpus.sop_numbers import has_same_title, is_same_sop
from extract.checks.thresholds import CORPUS, MINHASH
from extract.findings.messages import PART_MARK
from extract.findings.registry import make_finding
from models.finding import Finding

# A prime above every hash of 32 bits; a product with a factor of 31 bits fits in 64.
_PRIME = 4_294_967_311

_random = np.random.default_rng(35_2012)
_FACTORS = _random.integers(1, 2**31, MINHASH.hashes, dtype=np.uint64)[:, None]
_SHIFTS = _random.integers(0, 2**31, MINHASH.hashes, dtype=np.uint64)[:, None]


def check_near_duplicates(digests: Sequence[Digest]) -> Iterator[tuple[str, Finding]]:
    """Yield record ids of SOPs that are nearly the same as others."""
    alike: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for one, other in _candidates(digests):
        if is_same_sop(digests[one], digests[other]):
            continue
        same = count_same(digests[one].activities, digests[other].activities)
        longer = max(len(digests[one].activities), len(digests[other].activities))
        if same >= MINHASH.min_steps and same >= MINHASH.min_shared_steps * longer:
            alike[one].append((-same / longer, other, same))
            alike[other].append((-same / longer, one, same))
    joined = clusters((one, other) for one, found in alike.items() for _, other, _ in found)
    for index, found in sorted(alike.items()):
        found.sort()
        yield digests[index].id, _finding(digests, index, found, digests[joined[index]].id)


def _candidates(digests: Sequence[Digest]) -> Iterator[tuple[int, int]]:
    """Yield pairs of indices of SOPs that may be nearly the same, each once."""
    buckets: dict[bytes, list[int]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for index, digest in enumerate(digests):
        if len(digest.activities) < MINHASH.min_steps:
            continue
        hashes = least_hashes(digest.activities)
        for at in range(0, MINHASH.hashes, MINHASH.band_hashes):
            bucket = buckets[bytes([at]) + hashes[at : at + MINHASH.band_hashes].tobytes()]
            for other in bucket[: MINHASH.max_compared]:
                if (other, index) not in seen:
                    seen.add((other, index))
                    yield other, index
            bucket.append(index)


def least_hashes(texts: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Return the minimum of each hash over the runs of words in some texts.

    Args:
        texts: The texts; runs do not go from one to the next.
    """
    runs = {
        " ".join(words[at : at + MINHASH.run_words])
        for text in texts
        if (words := text.split())
        for at in range(max(len(words) - MINHASH.run_words + 1, 1))
    }
    codes = np.fromiter((zlib.crc32(run.encode()) for run in runs), np.uint64, len(runs))
    least: npt.NDArray[np.uint64] = ((_FACTORS * codes + _SHIFTS) % np.uint64(_PRIME)).min(axis=1)
    return least


def count_same(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Return how many steps of one SOP are steps of another, each counted once."""
    left = list(theirs)
    same = 0
    for step in ours:
        for index, other in enumerate(left):
            if step == other or fuzz.ratio(
                step, other, score_cutoff=MINHASH.min_step_likeness_percent
            ):
                same += 1
                del left[index]
                break
    return same


def _finding(
    digests: Sequence[Digest], index: int, found: Sequence[tuple[float, int, int]], first: str
) -> Finding:
    """Return the finding that an SOP is nearly the same as others, the most similar first.

    Args:
        digests: All SOPs.
        index: This one.
        found: Likeness, index and shared steps of the others.
        first: Id of the first record of the cluster that they make.
    """
    own = digests[index]
    _, best, same = found[0]
    other = digests[best]
    shared = [f"steps{PART_MARK}{same}{PART_MARK}{len(own.activities)}"]
    if has_same_title(own, other):
        shared.append("title")
    if bases := len(own.bases & other.bases):
        shared.append(f"bases{PART_MARK}{bases}{PART_MARK}{len(own.bases)}")
    finding = make_finding(
        "near-duplicate-sop",
        params={"shared": shared, "other": other.name, "more": len(found) - 1},
        others=[digests[at].id for _, at, _ in found[: CORPUS.max_others]],
    )
    return finding.model_copy(update={"group_id": group_id("near-duplicate-sop", first)})
