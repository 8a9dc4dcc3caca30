#!/usr/bin/python3
"""Writes the tables of src/document/rst/width-table.ts from Python's Unicode data, which docutils measures titles with.

    /usr/bin/python3 bench/corpus/widths.py > src/document/rst/width-table.ts
"""

import sys
import textwrap
import unicodedata


def ranges(holds):
    """Each run of code points for which `holds` is true, as `first-last` in hexadecimal, or `only`."""
    found, first = [], None
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and holds(chr(code))
        if inside and first is None:
            first = code
        elif not inside and first is not None:
            found.append(f"{first:x}" if first == code - 1 else f"{first:x}-{code - 1:x}")
            first = None
    return found


def is_wide(char):
    """Python before 3.12 takes every unassigned code point for full-width; that is right among pictographs and Han."""
    assigned = unicodedata.category(char) != "Cn" or 0x1F000 <= ord(char) < 0x40000
    return assigned and unicodedata.east_asian_width(char) in "WF"


def table(name, comment, holds):
    lines = textwrap.wrap(" ".join(ranges(holds)), 110)
    body = " +\n".join(f'  "{line}{" " if line is not lines[-1] else ""}"' for line in lines)
    return f"/** {comment} */\nexport const {name}: string =\n{body};\n"


print(f"// Unicode {unicodedata.unidata_version}, as Python's unicodedata has it. Written by bench/corpus/widths.py.")
print()
print(table("WIDE", "East Asian Width W or F: two columns.", is_wide))
print(table("COMBINING", "Canonical combining class not 0: no column.", unicodedata.combining), end="")
