"""Drawings of workbooks as other programs write them, made from one that is anchored plainly."""

from __future__ import annotations

import re
from collections.abc import Callable

BOX = r'<a:off x="(-?\d+)" y="(-?\d+)"/><a:ext cx="(-?\d+)" cy="(-?\d+)"/>'
STYLE = (
    '<xdr:style><a:lnRef idx="2"><a:schemeClr val="accent1"/></a:lnRef><a:fillRef idx="1"/>'
    '<a:effectRef idx="0"/><a:fontRef idx="minor"/></xdr:style>'
)
LINE = r'<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>(.*?)</a:ln>'
WAYS = {
    "straightConnector1": [(1, 1)], "bentConnector2": [(1, 0), (1, 1)],
    "bentConnector3": [(0.5, 0), (0.5, 1), (1, 1)],
}  # fmt: skip


def _each(element: str, change: Callable[[str], str], drawing: bytes) -> bytes:
    """Return a drawing with each element of a name changed."""
    pattern = rf"<{element}[ >].*?</{element}>"
    return re.sub(pattern, lambda match: change(match[0]), drawing.decode()).encode()


def styled(drawing: bytes) -> bytes:
    """Return shapes whose lines and fills come from the theme, as Excel draws them."""

    def change(shape: str) -> str:
        if "txBox" in shape:
            return shape
        plain = re.sub(LINE, lambda line: f"<a:ln>{line[1]}</a:ln>" if line[1] else "", shape)
        return plain.replace("</xdr:spPr>", "</xdr:spPr>" + STYLE)

    return _each("xdr:sp", change, _each("xdr:cxnSp", change, drawing))


def one_cell(drawing: bytes) -> bytes:
    """Return shapes anchored by their first cell and size."""

    def change(anchor: str) -> str:
        extent = re.findall(BOX, anchor)[0][2:]
        size = f'<xdr:ext cx="{extent[0]}" cy="{extent[1]}"/>'
        return re.sub("<xdr:to>.*?</xdr:to>", size, anchor).replace("twoCell", "oneCell")

    return _each("xdr:twoCellAnchor", change, drawing)


def absolute(drawing: bytes) -> bytes:
    """Return shapes anchored by their place on the sheet."""

    def change(anchor: str) -> str:
        x, y, width, height = re.findall(BOX, anchor)[0]
        place = f'<xdr:pos x="{x}" y="{y}"/><xdr:ext cx="{width}" cy="{height}"/>'
        return re.sub("<xdr:from>.*?</xdr:to>", place, anchor).replace("twoCell", "absolute")

    return _each("xdr:twoCellAnchor", change, drawing)


def wrapped(drawing: bytes) -> bytes:
    """Return shapes as newer content with a fallback, as WPS and Excel write some."""
    namespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    opened = drawing.replace(b"<xdr:wsDr ", f'<xdr:wsDr xmlns:mc="{namespace}" '.encode())
    around = '<mc:AlternateContent><mc:Choice Requires="a14">{}</mc:Choice><mc:Fallback/>'
    return _each("xdr:twoCellAnchor", lambda a: around.format(a) + "</mc:AlternateContent>", opened)


def backwards(drawing: bytes) -> bytes:
    """Return straight connectors drawn from their target, with the head at their beginning."""

    def change(line: str) -> str:
        if "straightConnector1" not in line:
            return line
        line = line.replace("tailEnd", "headEnd")
        line = line.replace("stCxn", "-").replace("endCxn", "stCxn").replace("-", "endCxn", 1)
        flips = re.findall(r"<a:xfrm([^>]*)>", line)[0]
        turned = "".join(f' {flip}="1"' for flip in ("flipH", "flipV") if flip not in flips)
        return line.replace(f"<a:xfrm{flips}>", f"<a:xfrm{turned}>")

    return _each("xdr:cxnSp", change, drawing)


def freehand(drawing: bytes) -> bytes:
    """Return arrows as open outlines with a head, which join no shape."""

    def change(line: str) -> str:
        form, adjusted = re.findall(r'prst="(\w+)"><a:avLst>(.*?)</a:avLst>', line)[0]
        bend = re.findall(r"val (-?\d+)", adjusted)
        part = int(bend[0]) / 100_000 if bend else 0.5
        points = [(part if x == 0.5 else x, y) for x, y in WAYS[form]]
        path = "".join(
            f'<a:lnTo><a:pt x="{round(x * 1000)}" y="{y * 1000}"/></a:lnTo>' for x, y in points
        )
        geometry = (
            '<a:custGeom><a:pathLst><a:path w="1000" h="1000" fill="none"><a:moveTo><a:pt x="0" '
            f'y="0"/></a:moveTo>{path}</a:path></a:pathLst></a:custGeom>'
        )
        line = re.sub("<a:prstGeom.*?</a:prstGeom>", geometry, line)
        line = re.sub("<xdr:cNvCxnSpPr>.*?</xdr:cNvCxnSpPr>", "<xdr:cNvSpPr/>", line)
        return line.replace("nvCxnSpPr", "nvSpPr").replace("xdr:cxnSp", "xdr:sp")

    return _each("xdr:cxnSp", change, drawing)


def one_group(drawing: bytes) -> bytes:
    """Return all shapes, arrows and labels in one group."""
    text = drawing.decode()
    parts = re.findall("</xdr:to>(.*?)<xdr:clientData/>", text)
    boxes = [tuple(map(int, re.findall(BOX, part)[0])) for part in parts]
    x, y = min(box[0] for box in boxes), min(box[1] for box in boxes)
    width = max(box[0] + box[2] for box in boxes) - x
    height = max(box[1] + box[3] for box in boxes) - y
    frame = "".join(
        f'<a:{off} x="{x}" y="{y}"/><a:{ext} cx="{width}" cy="{height}"/>'
        for off, ext in (("off", "ext"), ("chOff", "chExt"))
    )
    return (
        text[: text.index("<xdr:twoCellAnchor>")]
        + f'<xdr:absoluteAnchor><xdr:pos x="{x}" y="{y}"/><xdr:ext cx="{width}" cy="{height}"/>'
        '<xdr:grpSp><xdr:nvGrpSpPr><xdr:cNvPr id="5" name="G"/><xdr:cNvGrpSpPr/></xdr:nvGrpSpPr>'
        f"<xdr:grpSpPr><a:xfrm>{frame}</a:xfrm></xdr:grpSpPr>{''.join(parts)}</xdr:grpSp>"
        "<xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>"
    ).encode()


def filled_labels(drawing: bytes) -> bytes:
    """Return labels as white rectangles without a line that do not say they are text boxes."""
    white = b'<a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:ln><a:noFill/></a:ln>'
    return drawing.replace(b' txBox="1"', b"").replace(
        b"<a:noFill/><a:ln><a:noFill/></a:ln>", white
    )


VARIETIES: dict[str, Callable[[bytes], bytes]] = {
    "lines and fills from the theme": styled,
    "anchored by one cell": one_cell,
    "anchored by no cell": absolute,
    "alternate content": wrapped,
    "connectors drawn backwards": backwards,
    "arrows drawn by hand": freehand,
    "all in one group": one_group,
    "labels that are filled": filled_labels,
    "by hand, in one group": lambda drawing: one_group(freehand(drawing)),
    "from the theme, by one cell": lambda drawing: one_cell(styled(drawing)),
}
