#!/usr/bin/env python3
"""Write src/page/page_*.inc from data/page/*.tsv.

The tables are small and constant, so they are part of the program; the tests compare both sides, so run this after a change.
Rows are sorted by the bytes of their key, since the program finds them by binary search.
"""
import os

here = os.path.dirname(os.path.abspath(__file__))
data = os.path.join(here, "..", "data", "page")
out = os.path.join(here, "..", "src", "page")


def rows(name):
    with open(os.path.join(data, name), encoding="utf-8") as f:
        lines = [l.rstrip("\n") for l in f if l.strip() and not l.startswith("#")]
    return [l.split("\t") for l in lines[1:]]


def c_string(text):
    """A C string; bytes outside ASCII in octal, so that no digit can run into them."""
    return '"' + "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else "\\%03o" % b for b in text.encode()) + '"'


def write(name, source, lines):
    with open(os.path.join(out, name), "w", encoding="utf-8") as f:
        f.write("/* Made by gen/page_tables.py from data/page/%s: change that, not this. */\n" % source)
        f.writelines(line + "\n" for line in lines)


def key(text):
    return text.encode()


def unique(pairs, source):
    seen = set()
    for k in pairs:
        if k in seen:
            raise SystemExit("%s: %r stands twice" % (source, k))
        seen.add(k)


entities = []
for name, points in rows("entities.tsv"):
    text = "".join(chr(int(p, 16)) for p in points.split())
    entities.append("{%s, %d, %d, %s}," % (c_string(name), len(name.encode()), len(text.encode()), c_string(text)))
write("page_entities.inc", "entities.tsv", entities)

marks = sorted(rows("marks.tsv"), key=lambda r: key(r[0]))
unique([r[0] for r in marks], "marks.tsv")
write("page_marks.inc", "marks.tsv", ["{STR_INIT(%s), MARK_%s}," % (c_string(r[0]), r[1].upper()) for r in marks])

months = {}
for lang, month, name in rows("months.tsv"):
    if months.setdefault(name, month) != month:
        months[name] = None         # listopad: two months in two languages; told by the language, see page_month_find
both = []
for lang, month, name in sorted(rows("months.tsv"), key=lambda r: (key(r[2]), key(r[0]))):
    both.append("{STR_INIT(%s), %s, %s}," % (c_string(name), c_string(lang), month))
write("page_months.inc", "months.tsv", both)

furniture = sorted(rows("furniture.tsv"), key=lambda r: (key(r[3].lower()), r[1]))
write("page_furniture.inc", "furniture.tsv",
      ["{STR_INIT(%s), %s, FURNITURE_%s}," % (c_string(r[3].lower()), "true" if r[1] == "whole" else "false", r[2].upper()) for r in furniture])

fields = sorted(rows("fields.tsv"), key=lambda r: (r[0], key(r[1].lower())))
unique([(r[0], r[1].lower()) for r in fields], "fields.tsv")
write("page_fields.inc", "fields.tsv",
      ["{'%s', STR_INIT(%s), FIELD_%s, %s}," % (r[0][0], c_string(r[1].lower()), r[2].upper(), r[3]) for r in fields if r[2] != "none"])

words, langs = {}, [r[0] for r in rows("words.tsv")]
for number, (lang, text) in enumerate(rows("words.tsv")):
    for word in set(text.split()):
        words[word] = words.get(word, 0) | 1 << number
write("page_words.inc", "words.tsv", ["{STR_INIT(%s), 0x%x}," % (c_string(w), words[w]) for w in sorted(words, key=key)])
write("page_langs.inc", "words.tsv", ["%s," % c_string(l) for l in langs])
