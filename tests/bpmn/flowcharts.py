"""Flowcharts of any form, for tests that must hold of all."""

from __future__ import annotations

from hypothesis import strategies as st

from models import FlowEdge, SopRecord, Step, Symbol
from tests.records import make_record

ACTORS = ["Petugas Loket", "Kasi", "Kasubbag Perencanaan dan Keuangan", "Kepala Dinas"]
WORDS = ["Memeriksa berkas", "Menandatangani surat keterangan domisili usaha", "Mengarsipkan"]
LABELS = [None, "Ya", "Tidak", "Belum lengkap"]


@st.composite
def flowcharts(draw: st.DrawFn, steps: int = 9) -> SopRecord:
    """Return a record with any flowchart: arrows to anywhere, symbols and actors missing."""
    count = draw(st.integers(1, steps))
    places = st.integers(1, count)
    arrows = st.builds(FlowEdge, source=places, target=places, label=st.sampled_from(LABELS))
    symbols = st.sampled_from([*Symbol, None])
    texts = st.none() | st.lists(st.sampled_from(WORDS), max_size=4).map(" dan ".join)
    return make_record().model_copy(
        update={
            "actors": draw(st.lists(st.sampled_from(ACTORS), unique=True)),
            "steps": [
                Step(
                    seq=seq,
                    symbol=draw(symbols),
                    activity=draw(texts) or None,
                    requirements=draw(texts) or None,
                    output=draw(texts) or None,
                    actors=draw(st.lists(st.sampled_from(ACTORS), unique=True, max_size=3)),
                )
                for seq in range(1, count + 1)
            ],
            "procedures": [],
            "flow": draw(st.lists(arrows, min_size=1, max_size=2 * count)),
        }
    )
