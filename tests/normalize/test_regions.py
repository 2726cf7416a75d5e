from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.regions import region_issuer, region_slug


@pytest.mark.parametrize(
    ("level", "printed", "issuer", "slug"),
    [
        ("Kota", "DEPOK", "Kota Depok", "kota-depok"),
        ("Kabupaten", "Ogan Ilir", "Kabupaten Ogan Ilir", "kab-ogan-ilir"),
        ("Kabupaten", "Ogan llir", "Kabupaten Ogan Ilir", "kab-ogan-ilir"),
        ("Provinsi", "Jateng", "Provinsi Jawa Tengah", "prov-jawa-tengah"),
        ("Provinsi", "Jawa Tegah", "Provinsi Jawa Tengah", "prov-jawa-tengah"),
        ("Kota", "Bogor", "Kota Bogor", "kota-bogor"),
        ("Kabupaten", "Contoh Baru", "Kabupaten Contoh Baru", "kab-contoh-baru"),
        ("Desa", "Sukamaju", "Desa Sukamaju", "desa-sukamaju"),
        (None, "Sleman", "Kabupaten Sleman", "kab-sleman"),
        (None, "Kob. Lombok Timur", "Kabupaten Lombok Timur", "kab-lombok-timur"),
        (None, "DKI Jakarta", "Provinsi DKI Jakarta", "prov-dki-jakarta"),
    ],
)
def test_a_region_is_written_out(level: str | None, printed: str, issuer: str, slug: str) -> None:
    assert region_issuer(level, printed) == issuer
    assert region_slug(issuer) == slug


@pytest.mark.parametrize(
    ("level", "printed"),
    [(None, "Bogor"), (None, "Contoh Baru"), ("Kota", ""), ("Kota", "yang berlaku"), (None, "5")],
)
def test_a_region_that_cannot_be_known_is_none(level: str | None, printed: str) -> None:
    assert region_issuer(level, printed) is None


@given(st.sampled_from([None, "Kota", "Provinsi"]), st.text())
def test_any_text_can_be_asked(level: str | None, printed: str) -> None:
    issuer = region_issuer(level, printed)
    assert issuer is None or region_slug(issuer)
