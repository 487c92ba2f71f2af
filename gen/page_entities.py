#!/usr/bin/env python3
"""Write data/page/entities.tsv: the named character references of HTML.

The list is the one of the WHATWG HTML standard, section 13.5, which Python's html.entities holds. Run once; the result is
committed. gen/page_tables.py then makes the table that the program holds.
"""
import html.entities
import os

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "..", "data", "page", "entities.tsv"), "w", encoding="utf-8") as out:
    out.write("# Named character references of HTML (WHATWG HTML, section 13.5); written by gen/page_entities.py; licence: CC0-1.0\n")
    out.write("name\tcode_points\n")
    for name in sorted(html.entities.html5, key=lambda n: n.encode()):
        out.write("%s\t%s\n" % (name, " ".join("%04X" % ord(c) for c in html.entities.html5[name])))
