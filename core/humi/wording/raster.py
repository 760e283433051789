"""A drawing as a PNG image, for documents and messages that take no SVG."""

from __future__ import annotations

from unicodedata import east_asian_width

from humi.wording.svg import FONTS

SCALE = 3
"""Pixels of the image to one of the drawing: sharp on a telephone, and 250 to the inch on a printed page."""
FAMILIES = f"{FONTS},'Liberation Sans','DejaVu Sans',Arial,Helvetica"
"""Nothing is drawn of a text if none of its families is installed; if one is, others lend it the characters it lacks."""
SAMPLE = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>"
    "<text y='30' font-size='24' font-family=\"{}\">{}</text></svg>"
)
PROBES = {True: "护密", False: "AB"}


class NoFont(Exception):
    """No font installed here has Chinese characters, or none at all can be found."""


def to_png(drawing: str) -> bytes:
    """The image of a drawing with its background. Raises NoFont rather than leaving its words out."""
    from resvg_py import svg_to_bytes

    chinese = any(east_asian_width(char) == "W" for char in drawing)
    # What no font has comes out alike, blank or as a box.
    one, other = (svg_to_bytes(svg_string=SAMPLE.format(FAMILIES, char)) for char in PROBES[chinese])
    if one == other:
        raise NoFont
    return svg_to_bytes(svg_string=drawing.replace(FONTS, FAMILIES, 1), zoom=SCALE)
