"""Pictures are drawn anew from their pixels: what a camera wrote beside them (where, when, with what), what somebody
hid behind them, and everything that is no pixel stays behind."""

from __future__ import annotations

import io
from typing import BinaryIO

import pi_heif
from PIL import Image, ImageOps

from offenders.documents.intake import FileType, Findings, Refused

MOST_PIXELS = 64_000_000  # a telephone's 48 million and some; 192 MB once unpacked
LONGEST_SIDE = 20_000
THUMBNAIL = (216, 270)  # three times the identity bar's

_FORMATS = {FileType.JPEG: ("JPEG",), FileType.PNG: ("PNG",), FileType.HEIC: ("HEIF",)}


def examine(file: BinaryIO, claim: FileType) -> Findings:
    """The picture drawn anew, upright, as JPEG or PNG, and a small one. Raises Refused."""
    if claim is FileType.HEIC:
        pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    Image.MAX_IMAGE_PIXELS = None  # asked of the header below, before a pixel is unpacked
    with Image.open(file, formats=_FORMATS[claim]) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
            raise Refused(
                f"The picture is {width:,} by {height:,} pixels. The most is {MOST_PIXELS // 1_000_000} million "
                "pixels: save it smaller."
            )
        # A telephone's JPEG may carry a second view (MPO), of which the first is the photograph.
        if claim is not FileType.JPEG and getattr(picture, "n_frames", 1) > 1:
            raise Refused(
                "The picture moves, or is several in one. Save one of them as a picture of its own."
            )
        pixels = _pixels(picture)
    kept = FileType.PNG if claim is FileType.PNG else FileType.JPEG
    return Findings(kept, _written(pixels, kept, 90), _written(_small(pixels), FileType.JPEG, 80))


def _pixels(picture: Image.Image) -> Image.Image:
    """The picture upright, on white where it was transparent, and nothing else of it."""
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    seen = ImageOps.exif_transpose(picture)
    clean = Image.new("RGB", seen.size, "white")
    if seen.has_transparency_data:
        seen = seen.convert("RGBA")
        clean.paste(seen, mask=seen.getchannel("A"))
    else:
        clean.paste(seen.convert("RGB"))
    return clean


def _small(pixels: Image.Image) -> Image.Image:
    """All of the picture within the identity bar's shape: nothing is cut off."""
    return ImageOps.pad(pixels, THUMBNAIL, color="#e5e7ea")


def _written(pixels: Image.Image, kind: FileType, quality: int) -> bytes:
    out = io.BytesIO()
    if kind is FileType.PNG:
        pixels.save(out, "PNG")
    else:
        pixels.save(out, "JPEG", quality=quality)
    return out.getvalue()
