"""Draw the demo newsroom's pictures: ``python demo/draw.py [KEY ...]`` (all without a key).

Each picture depends on its key alone, so a second run writes the same bytes.
"""

import argparse
import sys
from pathlib import Path

from drawing.canvas import Canvas
from drawing.catalogue import PICTURES

FOLDER = Path(__file__).parent / "pictures"


def draw(key: str, folder: Path = FOLDER) -> Path:
    """Draw the picture ``key`` of the catalogue and return the file written."""
    size, scene = PICTURES[key]
    canvas = Canvas(key, *size)
    scene(canvas)
    target = folder / f"{key}.jpg"
    target.write_bytes(canvas.jpeg())
    return target


def main(arguments: list[str] | None = None) -> int:
    """Command line: 0 when all was drawn, 2 for a key the catalogue does not know."""
    parser = argparse.ArgumentParser(description="Draw the demo newsroom's pictures.")
    parser.add_argument("keys", nargs="*", metavar="KEY", help="for example 08-cup-final")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to write the files")
    options = parser.parse_args(arguments)
    unknown = [key for key in options.keys if key not in PICTURES]
    if unknown:
        parser.error(f"no picture named {', '.join(unknown)}; known: {', '.join(PICTURES)}")
    options.folder.mkdir(parents=True, exist_ok=True)
    for key in options.keys or PICTURES:
        target = draw(key, options.folder)
        print(f"{target.name}  {target.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
