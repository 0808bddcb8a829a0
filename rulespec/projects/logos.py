"""The logo of an organisation, from what an expert gave to what the simulator shows: a square picture of 120 px."""

from __future__ import annotations

import io
import struct
import warnings
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from rulespec.compiler import ir
from rulespec.compiler.backends.simulator.files import FOLDER, IMAGES, logo_name
from rulespec.compiler.ground import codes
from rulespec.compiler.ground.diagnostics import Diagnostics, Problem, Severity
from rulespec.disk.bounds import kept_inside
from rulespec.disk.reading import read_bytes

if TYPE_CHECKING:
    from PIL import Image

SHOWN = 120
LEAST = 512
LARGEST = 20_000_000
PICTURES = (".png", ".jpg", ".jpeg", ".webp")


class LogoError(ValueError):
    """Why a picture can't be a logo."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def own_logos(program: ir.Program) -> list[ir.Organisation]:
    """The organisations whose logo is a file of the project: not one that the simulator has already."""
    return [item for item in program.organisations if program.simulator and item.logo and not item.logo.startswith("img/")]


def check_logos(program: ir.Program, folder: Path, diagnostics: Diagnostics) -> None:
    """Tell the logos that can't be used; an organisation with an aid in production needs a good one."""
    for item in own_logos(program):
        used = any(aid.state == "production" and aid.organisation in (item.id, item.name) for aid in (*program.aids, *program.cards))
        try:
            logo(folder, item.logo)
        except LogoError as error:
            diagnostics.report(error.problem, item.span, level=None if used else Severity.WARNING)


def logo_files(program: ir.Program, folder: Path) -> dict[PurePosixPath, bytes]:
    """The pictures to write, by path; one that can't be used was told already."""
    found: dict[PurePosixPath, bytes] = {}
    for item in own_logos(program):
        try:
            found[FOLDER / IMAGES / logo_name(item)] = logo(folder, item.logo)
        except LogoError:
            continue
    return found


def logo(folder: Path, name: str) -> bytes:
    """A PNG of 120 × 120 px. Raises LogoError for a picture that is not square, too small, or no picture."""
    try:
        import resvg_py  # noqa: F401
        from PIL import Image
    except ModuleNotFoundError as error:
        raise LogoError(codes.BadLogo.Extra(path=name)) from error
    path = folder / name
    try:
        data = read_bytes(kept_inside(path, folder))
    except OSError as error:
        raise LogoError(codes.BadLogo.Missing(path=name)) from error
    suffix = path.suffix.lower()
    if len(data) > LARGEST:
        raise LogoError(codes.BadLogo.Unreadable(path=name))
    if suffix == ".svg":
        picture = _drawn(data, name)
    elif suffix in PICTURES:
        picture = _opened(data, name)
    else:
        raise LogoError(codes.BadLogo.Kind(path=name, kind=suffix or "?"))
    width, height = picture.size
    if width != height:
        raise LogoError(codes.BadLogo.Square(path=name, size=f"{width} × {height}"))
    if width < LEAST:
        raise LogoError(codes.BadLogo.Size(path=name, size=f"{width} × {height}"))
    small = picture.convert("RGBA").resize((SHOWN, SHOWN), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _drawn(data: bytes, name: str) -> Image.Image:
    """A vector drawing, at more than the size needed; nothing it points to is read."""
    import resvg_py
    from PIL import Image

    if b"<!ENTITY" in data or b"<!DOCTYPE" in data and b"[" in data.split(b"<!DOCTYPE", 1)[1].split(b">", 1)[0]:
        raise LogoError(codes.BadLogo.Unreadable(path=name))
    try:
        natural = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=data.decode("utf-8"), skip_system_fonts=True)))
        if natural.width != natural.height:
            raise LogoError(codes.BadLogo.Square(path=name, size=f"{natural.width} × {natural.height}"))
        return Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=data.decode("utf-8"), width=LEAST, height=LEAST)))
    except LogoError:
        raise
    except (ValueError, UnicodeDecodeError, OSError) as error:
        raise LogoError(codes.BadLogo.Unreadable(path=name)) from error


def _opened(data: bytes, name: str) -> Image.Image:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # A picture that claims to be enormous is refused before it is unpacked.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
            picture.load()
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise LogoError(codes.BadLogo.Unreadable(path=name)) from error
    return picture
