#!/usr/bin/python3
"""Damaged copies of files: lines lost, doubled, shifted, and markup strewn in, each file at some places.

    /usr/bin/python3 mutate.py SEED COUNT DIRECTORY < LIST-OF-FILES > LIST-OF-COPIES
"""

import os
import random
import sys

LINES = """
::
..
...
- - a::
* b::
+ c
2. d::
(a) e::
iv. f
#. g::
:h: i::
:j:
--kk=L  m::
-n
>>> o
| p::
__ q
> r
$ s
.. t::
.. _u: v::
.. _w
.. |x| replace:: y::
.. [1] z::
.. [A] a::
.. code-block:: sh
.. code-block::
.. parsed-literal::
.. note::
.. note:: b::
.. csv-table::
.. highlight:: console
   :c: d
      e::
-- f
---
----
====
~~~~
::::
=== ===
==== ====
+---+---+
| g | h |
+===+===+
""".strip(
    "\n"
).split(
    "\n"
)
ENDS = ["::", " ::", ":::", "\\::", "\\\\::", " :: ", ":", "\\"]


def damage(lines):
    at = random.randrange(len(lines))
    kind = random.randrange(12)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, "")
    elif kind in (2, 3):
        lines.insert(at, random.choice(LINES))
    elif kind == 4:
        lines.insert(at, " " * random.randint(1, 8) + random.choice(LINES).strip())
    elif kind == 5:
        lines[at] = " " * random.randint(1, 6) + lines[at]
    elif kind == 6:
        lines[at] = lines[at][random.randint(1, 4) :]
    elif kind == 7:
        lines[at] += random.choice(ENDS)
    elif kind == 8:
        lines[at] = lines[at].replace("    ", "\t").replace("  ", " \t", 1)
    elif kind == 9:
        lines.insert(at, lines[random.randrange(len(lines))])
    elif kind == 10:
        blank = next((i for i in range(at, len(lines)) if not lines[i].strip()), at)
        del lines[blank]
    elif kind == 11:
        lines[at] = lines[at].replace(" ", random.choice(["\u00a0", "\u4e2d", "e\u0301", "\U0001f600", "\f"]), 1)
    return lines or [""]


def main():
    seed, count, directory = sys.argv[1:4]
    random.seed(int(seed))
    os.makedirs(directory, exist_ok=True)
    files = sorted(line for line in sys.stdin.read().split("\n") if line)
    random.shuffle(files)
    made = 0
    for path in files:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8", "replace")
        lines = text.split("\n")
        if "::" not in text or len(lines) > 2000:
            continue
        for _ in range(max(3, len(lines) // 10)):
            lines = damage(lines)
        copy = os.path.join(directory, f"{made:05d}.rst")
        with open(copy, "wb") as file:
            file.write("\n".join(lines).encode("utf-8"))
        print(copy)
        made += 1
        if made == int(count):
            break


if __name__ == "__main__":
    main()
