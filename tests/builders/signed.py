"""Approval blocks signed and stamped as offices do, drawn at random from a seed.

Ink mixes as it does on paper: what a stamp lets through of each colour is multiplied with what
the print does. The people and offices are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

Picture = np.ndarray[Any, np.dtype[np.uint8]]

SCALE = 300 / 72
OFFICES = ("KEPALA DINAS PERIKANAN", "Camat Tirta Aman", "Kepala Bagian Umum", "INSPEKTUR DAERAH")
NAMES = (
    "BUNGA UJIAN, S.Sos., M.Si", "Drs. Melati Percobaan, M.AP", "RAHMAT CONTOH, S.E.",
    "Hj. Kenanga Sampel, S.IP", "SURYA TELADAN, S.H., M.H.", "Dewi Peraga",
)  # fmt: skip
RANKS = ("Pembina", "Pembina Tingkat I", "Penata", "Pembina Utama Muda")
# What a stamp or a pen lets through of blue, green and red, where its ink is full.
STAMPS = {
    "violet": (0.68, 0.22, 0.42), "blue": (0.72, 0.33, 0.2), "red": (0.35, 0.25, 0.8),
    "black": (0.3, 0.3, 0.3),
}  # fmt: skip
PENS = {"blue": (0.7, 0.3, 0.1), "navy": (0.4, 0.18, 0.12), "black": (0.12, 0.12, 0.12)}


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed block.

    Attributes:
        picture: The page (BGR), at 300 dpi.
        lines: What is printed in the block, from top to bottom.
    """

    picture: Picture
    lines: tuple[str, ...]


def signed_block(seed: int, *, stamp: str | None, pen: str | None, bilevel: bool = False) -> Signed:
    """Draw a table with an approval block in it, stamped and signed.

    Args:
        seed: Of what is drawn at random: the wording, the places, the hand.
        stamp: Name of the stamp's ink; None for no stamp.
        pen: Name of the pen's ink; None for no signature.
        bilevel: Whether the page is a photocopy of black and white.
    """
    chance = np.random.default_rng(seed)
    year, month, day = 1960 + seed % 30, 1 + seed % 12, 1 + seed % 28
    nip = (
        f"{year}{month:02}{day:02} {year + 25}{1 + (seed * 7) % 12:02} {1 + seed % 2} 00{seed % 9}"
    )
    lines = (
        OFFICES[seed % len(OFFICES)], NAMES[seed % len(NAMES)], RANKS[seed % len(RANKS)],
        f"NIP. {nip}",
    )  # fmt: skip
    width, height = round(430 * SCALE), round(230 * SCALE)
    print_ = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(print_)
    for x in (20, 130, 410):
        draw.line([(x * SCALE, 20 * SCALE), (x * SCALE, 210 * SCALE)], 0, 3)
    for y in (20, 50, 180, 210):
        draw.line([(20 * SCALE, y * SCALE), (410 * SCALE, y * SCALE)], 0, 3)
    font = ImageFont.load_default(10.5 * SCALE)
    for y, label, value in ((28, "Tanggal Efektif", "17 Februari 2020"), (55, "Disahkan oleh", ""),
                            (188, "Nama SOP", "Pelayanan Surat Masuk")):  # fmt: skip
        draw.text((26 * SCALE, y * SCALE), label, 0, font)
        draw.text((136 * SCALE, y * SCALE), value, 0, font)
    for y, line in zip((58, 128, 142, 156), lines, strict=True):
        x = 270 * SCALE - draw.textlength(line, font) / 2
        draw.text((x, y * SCALE), line, 0, font)
    name_end = draw.textlength(lines[1], font) / 2
    draw.line([(270 * SCALE - name_end, 140 * SCALE), (270 * SCALE + name_end, 140 * SCALE)], 0, 2)
    light = np.repeat(np.asarray(print_, np.float32)[:, :, None] / 255, 3, axis=2)
    light = np.maximum(light, 0.1)
    if stamp:
        light *= _through(_stamp(chance, width, height), STAMPS[stamp], chance.uniform(0.75, 1))
    if pen:
        light *= _through(_signature(chance, width, height), PENS[pen], 1.0)
    page = cv2.GaussianBlur(light, (0, 0), 0.8) * 250 + chance.normal(0, 3, light.shape)
    picture = np.clip(page, 0, 255).astype(np.uint8)
    if bilevel:
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        return Signed(np.where(grey < 150, 0, 255).astype(np.uint8), lines)
    _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return Signed(np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR)), lines)


def _through(mask: Picture, ink: tuple[float, float, float], amount: float) -> Picture:
    """Return what an ink lets through of each colour, where it lies."""
    share = (mask / 255 * amount)[:, :, None].astype(np.float32)
    through: Picture = np.power(np.array(ink, np.float32), share)
    return through


def _stamp(chance: np.random.Generator, width: int, height: int) -> Picture:
    """Draw a round stamp with words along its rim over the left of the block."""
    mask = np.zeros((height, width), np.uint8)
    x, y = chance.uniform(205, 240) * SCALE, chance.uniform(105, 130) * SCALE
    radius = chance.uniform(38, 46) * SCALE
    centre = round(x), round(y)
    for part, thick in ((1.0, 5), (0.93, 2), (0.62, 2)):
        cv2.circle(mask, centre, round(radius * part), 255, thick, cv2.LINE_AA)
    star = [
        (x + radius * r * np.sin(a), y - radius * r * np.cos(a))
        for a, r in zip(np.linspace(0, 2 * np.pi, 11), [0.35, 0.14] * 5 + [0.35], strict=True)
    ]
    cv2.polylines(mask, [np.array(star, np.int32)], True, 255, 3, cv2.LINE_AA)
    words = Image.fromarray(mask)
    font = ImageFont.load_default(9 * SCALE)
    turn = chance.uniform(-0.4, 0.4)
    for letter, angle in zip("PEMERINTAH DAERAH TIRTA", np.linspace(-2.3, 2.3, 23), strict=True):
        tile = Image.new("L", (60, 60), 0)
        ImageDraw.Draw(tile).text((30, 30), letter, 255, font, anchor="mm")
        turned = tile.rotate(-np.degrees(angle + turn))
        at = x + 0.77 * radius * np.sin(angle + turn), y - 0.77 * radius * np.cos(angle + turn)
        words.paste(255, (round(at[0]) - 30, round(at[1]) - 30), turned)
    return np.asarray(words)


def _signature(chance: np.random.Generator, width: int, height: int) -> Picture:
    """Draw a signature that runs into the name below it."""
    mask = np.zeros((height, width), np.uint8)
    left = chance.uniform(235, 265)
    xs = left + np.cumsum(np.concatenate([[0], chance.uniform(3, 9, 9)]))
    ys = np.where(np.arange(10) % 2, chance.uniform(82, 100, 10), chance.uniform(118, 138, 10))
    fine = np.linspace(0, 9, 200)
    # A hand goes round its corners.
    x, y = np.interp(fine, range(10), xs), np.interp(fine, range(10), ys)
    soft = np.ones(9) / 9
    x, y = np.convolve(x, soft, "valid"), np.convolve(y, soft, "valid")
    points = np.stack([x, y], axis=1) * SCALE
    cv2.polylines(mask, [points.astype(np.int32)], False, 255, 4, cv2.LINE_AA)
    start, end = (left - 12, chance.uniform(124, 134)), (left + 75, chance.uniform(112, 126))
    flourish = np.array([start, end]) * SCALE
    cv2.polylines(mask, [flourish.astype(np.int32)], False, 255, 3, cv2.LINE_AA)
    return mask
