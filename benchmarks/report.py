"""How quickly a report of many SOPs opens and its list answers, in a headless browser.

    python benchmarks/report.py [SOPS]      350 unless given

The records are those of the samples over and over, each under a file name of its own, with the
pages of the samples. Needs what `make setup-dev` installs.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract import extract_paths  # noqa: E402
from extract.report.site import write_report  # noqa: E402
from extract.storage.record_files import record_file, write_records  # noqa: E402
from models.language import Language  # noqa: E402
from tests.browsers import open_page  # noqa: E402

SOPS = 350
SEARCHES = ("a", "dinas", "surat keterangan", "2023", "kelurahan gunung", "zzz", "", "p e r")
# Filters in the page as typing does, and waits for the next frame to be laid out.
FILTER = """async text => {
    const search = document.getElementById('search');
    const start = performance.now();
    search.value = text;
    search.dispatchEvent(new Event('input'));
    document.body.getBoundingClientRect();
    return performance.now() - start;
}"""
OPENED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def main() -> None:
    """Measure and print."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else SOPS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_records(folder, wanted)
        start = time.process_time()
        write_report(folder, folder / "report", [ROOT / "samples"], Language.INDONESIAN)
        print(f"writing {wanted} SOPs: {time.process_time() - start:.1f} s of processor time")
        largest = max(path.stat().st_size for path in (folder / "report" / "sops").iterdir())
        print(f"largest SOP's page without its images: {largest / 1000:.0f} kB")
        with open_page() as page:
            address = (folder / "report" / "index.html").as_uri()
            opened = []
            for _ in range(5):
                page.goto(address)
                opened.append(page.evaluate(OPENED))
            print(f"opening the list: median {statistics.median(opened):.0f} ms, "
                  f"worst {max(opened):.0f} ms")  # fmt: skip
            filtered = [page.evaluate(FILTER, text) for text in SEARCHES]
            print(f"filtering: median {statistics.median(filtered):.0f} ms, "
                  f"worst {max(filtered):.0f} ms")  # fmt: skip


def _write_records(folder: Path, wanted: int) -> None:
    """Write so many SOPs' records, the samples' over and over."""
    records = list(extract_paths([ROOT / "samples"]))
    for number in range(wanted):
        record = records[number % len(records)]
        content = json.loads(record.model_dump_json())
        content["id"] = f"{number:012x}-1"
        content["header"]["title"] = f"{record.header.title} {number}"
        path = f"{number:04}/{record.source.path}"
        write_records(record_file(folder, path), [type(record).model_validate(content)])


if __name__ == "__main__":
    main()
