"""Writes synthetic/font/outlines.ts from Debian's fonts-ocr-b (see the notice it writes).

    apt-get install fonts-ocr-b python3-fonttools && python3 outlines.py > ../synthetic/font/outlines.ts
"""

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
FOLDER = "/usr/share/fonts/opentype/ocr-b"
LETTERS = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "closePath": "Z", "endPath": "Z"}


def paths(name):
    font = TTFont(f"{FOLDER}/{name}.otf")
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    for character in ALPHABET:
        pen = DecomposingRecordingPen(glyphs)
        glyphs[names[ord(character)]].draw(pen)
        parts = []
        for command, points in pen.value:
            numbers = " ".join(str(round(v)) for point in points for v in point)
            parts.append(LETTERS[command] + numbers)
        yield "".join(parts)


print("""/**
 * Outlines of OCR-B, round and sharp: 723 units are the width of a character, y grows upwards from the baseline.
 * From "OCR B" by Matthew Skala (2012, released to the public domain), made of the METAFONT sources of Norbert
 * Schwarz (1995, 2010: "You may freely use, modify and/or distribute this file, without limitation").
 * Written by src/training/outlines.py; one path for each character of the alphabet, in its order.
 */""")
for name, variable in (("OCRB", "roundOutlines"), ("OCRBS", "sharpOutlines")):
    print(f"export const {variable}: readonly string[] = [")
    for path in paths(name):
        print(f'  "{path}",')
    print("];")
