#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws what a terminal shows as a picture, dark on light.

    tmux capture-pane -e -p | screen.py PICTURE COLUMNS [FIRST]

COLUMNS is the least width. The picture begins with the last line that starts with FIRST, where that is given."""

import re
import sys
import unicodedata

from PIL import Image, ImageDraw, ImageFont

FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono"
# At this size a letter is 18 pixels wide, to within a tenth: twice what a browser shows.
SIZE, WIDTH, HEIGHT, MARGIN = 30, 18, 38, 36
INK, PAPER, EDGE = 25, 252, 190


def cells(line):
    """Each character of a line, and whether it is bold and reversed."""
    bold = reverse = False
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b"):
            for code in part[2:-1].split(";"):
                bold = code == "1" or bold and code not in ("", "0", "22")
                reverse = code == "7" or reverse and code not in ("", "0", "27")
            continue
        for character in part:
            yield character, bold, reverse


def main():
    picture, columns, *first = sys.argv[1:]
    lines = [list(cells(line)) for line in sys.stdin.read().rstrip().split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    if first:
        starts = [n for n, line in enumerate(lines) if "".join(cell[0] for cell in line).startswith(first[0])]
        if not starts:
            raise SystemExit(f"screen.py: no line starts with: {first[0]}")
        lines = lines[starts[-1]:]
    wide = max(int(columns), max(len(line) for line in lines))
    image = Image.new("L", (wide * WIDTH + 2 * MARGIN, len(lines) * HEIGHT + 2 * MARGIN), 255)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((1, 1, image.width - 2, image.height - 2), 16, PAPER, EDGE, 2)
    fonts = [ImageFont.truetype(f"{FONTS}{weight}.ttf", SIZE) for weight in ("", "-Bold")]
    for row, line in enumerate(lines):
        column = 0
        for character, bold, reverse in line:
            x, y = MARGIN + column * WIDTH, MARGIN + row * HEIGHT
            if reverse:
                pen.rectangle((x, y, x + WIDTH - 1, y + HEIGHT - 1), INK)
            pen.text((x, y + 2), character, PAPER if reverse else INK, fonts[bold])
            column += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    image.quantize(16).save(picture, optimize=True)


if __name__ == "__main__":
    main()
