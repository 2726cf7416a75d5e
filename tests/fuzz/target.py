"""What is fuzzed, and what must hold for any bytes."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from lxml import etree
from PIL import Image

from extract.errors import DocumentError
from extract.pipeline import extract_document
from extract.readers.pictures import read_images
from extract.settings import OcrMode, Settings
from extract.storage.record_files import read_records, record_file, write_records
from extract.writers.collected import write_collected
from extract.writers.diagrams import write_diagrams
from extract.writers.formats import Format
from models import SopRecord
from tests.fuzz.mutations import ANY, PDF, TEXT, Mutation, mutate

SAMPLES = Path(__file__).parents[2] / "samples"
# Recognition is Tesseract's; what leads up to it is fuzzed with pictures.
SETTINGS = Settings(ocr=OcrMode.NEVER)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of input.

    Attributes:
        samples: Sound files of the kind.
        ways: How they are made worse.
    """

    samples: tuple[bytes, ...]
    ways: tuple[Mutation, ...]


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of input by name."""
    pdfs = [p.read_bytes() for p in sorted(SAMPLES.glob("*.pdf")) if p.stat().st_size < 200_000]
    texts = [path.read_bytes() for path in sorted(SAMPLES.glob("*.txt"))]
    return {
        "pdf": Kind(tuple(pdfs), PDF),
        "text": Kind(tuple(texts), TEXT),
        "picture": Kind(tuple(_pictures()), ANY),
    }


def _pictures() -> list[bytes]:
    """Return small pictures in the formats that are read."""
    sheet = Image.linear_gradient("L").resize((60, 84)).convert("RGB")
    made = []
    for form, options in (
        ("PNG", {}),
        ("JPEG", {"exif": b"Exif\0\0II*\0\x08\0\0\0\0\0"}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"save_all": True, "append_images": [sheet.convert("1")]}),
        ("WEBP", {}),
    ):
        file = io.BytesIO()
        sheet.save(file, form, **options)
        made.append(file.getvalue())
    return made


def make(random: Random, kind: str) -> bytes:
    """Return an input of a kind, made worse by a generator's choices."""
    found = kinds()[kind]
    return mutate(random, random.choice(found.samples), found.ways, found.samples)


def check(data: bytes) -> None:
    """Read bytes as the command would, and write what came out.

    Raises:
        Exception: What must not come out; anything but a `DocumentError`.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "input"
        path.write_bytes(data)
        try:
            if data[:4] in (b"\x89PNG", b"II*\0", b"MM\0*", b"RIFF") or data[:2] == b"\xff\xd8":
                for picture in read_images(path, 100):
                    assert picture.size
                return
            records = extract_document(path, source_path="fuzz/input", settings=SETTINGS)
        except DocumentError as error:
            assert "\n" not in str(error)
            return
        _write(records, Path(folder) / "output")


def _write(records: list[SopRecord], output: Path) -> None:
    """Write records in every form, and read them back where that can be."""
    path = record_file(output, "fuzz/input")
    write_records(path, records)
    assert read_records(path) == records
    write_collected(output, [Format.JSONL, Format.CSV, Format.SQLITE, Format.XLSX], records)
    write_diagrams(output, "fuzz/input", records, list(Format))
    for drawn in (*output.rglob("*.bpmn"), *output.rglob("*.svg")):
        etree.parse(str(drawn))
