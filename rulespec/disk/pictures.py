"""Two pictures to whether they show the same."""

from __future__ import annotations

import io


def same_picture(one: bytes, other: bytes) -> bool:
    """Whether two pictures show the same: their bytes depend on the machine's compression, their pixels do not."""
    from PIL import Image

    try:
        left, right = Image.open(io.BytesIO(one)), Image.open(io.BytesIO(other))
        return left.size == right.size and left.convert("RGBA").tobytes() == right.convert("RGBA").tobytes()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
