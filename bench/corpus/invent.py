#!/usr/bin/python3
"""Invented documents, made of nothing but hard cases: what real files hold too seldom to tell two parsers apart.

    /usr/bin/python3 invent.py SEED COUNT DIRECTORY > LIST-OF-FILES
"""

import os
import random
import sys

WORDS = ["a", "bb", "x::", "x::", "y ::", "y::", "::", "z:::", "\\::", "\\\\::", "中文", "e\u0301", "*b*", "``l::``", "\U0001f600"]
MARKERS = """
- |* |+ |-|*  |• |1. |2. |3) |(a) |(b) |B. |i. |ii. |I. |iv) |v. |#. |(#) |10. |c. |iiii. |MMMMM. |A.|0. |
:f: |:f g: |:f\\: h: |:f: g: |:f:|:a:`b`: |::f: |:f :|:`r`: |:*x*: |
-a  |-b C  |--dd=E  |--ff, -g <h i>  |/V  |-a |+j  |-k, --ll=<m n, o p>  |-nxyz  |--  |-a,-b  |
>>> |>>>|| ||| |||   |
.. |..|...|.. _t: |.. _t\\: u: |.. _`q r`: |.. _`q: |.. _: |.. __: |__ |__|.. _t |.. _t : |.. __ |.. _a:b |
.. [1] |.. [#] |.. [#a] |.. [*] |.. [C1] |.. [C 1] |.. [1]|.. [ä.b] |.. [_] |
.. |s| note:: |.. |s| replace:: |.. |s| |.. |s t |.. |s|t |.. | |.. |s| image:: |.. |s|  code-block:: |.. |s\\| |
.. note:: |.. note ::|.. NOTE:: |.. code-block:: |.. code-block:: sh |.. code:: |.. parsed-literal:: |.. ..x:: |
.. prompt:: bash $ |.. foo:: |.. foo:bar:: |.. a_b:: |.. a__b:: |.. raw:: html|.. figure:: f |.. ä:: |.. note: |
.. math:: |.. list-table:: |.. table:: |.. only:: x |..  note:: |.. csv-table:: |.. highlight:: sh|.. comment |
   :o: |:o: v|:o p: v|-- |--- |—|---- |-- me|> |$ |" |!|=|==|===|====|-----|~~~~~~~~|::::|++++|======== |
""".replace(
    "\n", ""
).split(
    "|"
)
# Lines that mean something together only, a blank line between any two; "~" stands for a blank line in one.
with open(os.path.join(os.path.dirname(__file__), "clusters.txt"), encoding="utf-8") as file:
    CLUSTERS = file.read()
for name, char in {"\\x85": "\x85", "\\x1c": "\x1c", "\\x1f": "\x1f", "é": "e\u0301"}.items():
    CLUSTERS = CLUSTERS.replace(name, char)
CLUSTERS = [cluster.replace("~", "") for cluster in CLUSTERS.strip("\n").split("\n\n")]


BLEMISHES = [
    lambda text: text[:-1],
    lambda text: text + " x",
    lambda text: " " + text,
    lambda text: text.replace("|", "+", 1),
    lambda text: "",
]
END = None


def line():
    kind = random.random()
    if kind < 0.36:
        return ""
    if kind < 0.76:
        marker = random.choice(MARKERS)
        while random.random() < 0.15:
            marker += random.choice(MARKERS)
        return marker + " ".join(random.choices(WORDS, k=random.choice([0, 1, 1, 1, 2])))
    if kind < 0.8:
        return random.choice("=-~^\"'`") * random.randint(1, 8)
    return " ".join(random.choices(WORDS, k=random.randint(1, 3)))


def lines():
    """Lines, one by one, of documents that do not end."""
    while True:
        if random.random() < 0.12:
            cluster = random.choice(CLUSTERS).split("\n")
            if random.random() < 0.4:
                at = random.randrange(len(cluster))
                cluster[at] = random.choice(BLEMISHES)(cluster[at])
            yield from cluster
            yield random.choice([END, END, END, END, ""])
        else:
            yield line()
            yield END


def document():
    indent, made = 0, []
    source = lines()
    for _ in range(random.randint(4, 20)):
        if random.random() < 0.4:
            indent = max(0, random.choice([0, 0, indent - 2, indent + 2, indent + 3, indent + 4, indent + 1, 8]))
        blank = random.choice([" "] * 12 + ["\u00a0", "\f"])
        margin = " " * indent if random.random() < 0.95 else "\t" * (indent // 8) + blank * (indent % 8)
        for text in iter(lambda: next(source), END):
            made.append(margin + text if text or random.random() < 0.1 else "")
    return random.choice(["\n"] * 20 + ["\r\n", "\u2028"]).join(made) + random.choice(["", "\n"])


def main():
    seed, count, directory = sys.argv[1:4]
    random.seed(int(seed))
    os.makedirs(directory, exist_ok=True)
    for number in range(int(count)):
        path = os.path.join(directory, f"{number:05d}.rst")
        with open(path, "wb") as file:
            file.write(document().encode("utf-8"))
        print(path)


if __name__ == "__main__":
    main()
