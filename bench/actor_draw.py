#!/usr/bin/env python3
"""Draws the facts for which the sentences and paragraphs of bench/sets/ were written.

Usage: bench/actor_draw.py offices|coref        (from the source root; prints TSV)

Draws from data/actor/holders.tsv with a fixed seed, so that whoever writes a test sentence does not choose what is easy: an office (its class first, so
that rare ones come up), a country (with even chances), a holder, and a day of 1995 to 2020 in the term, a month from its ends where it is long enough.
Left out: terms that overlap another of the same office, sovereigns of several realms outside their home, people without a Latin name.
`coref` draws two holders of different countries in office on one day.
"""
import csv
import datetime
import random
import sys

CLASSES = [("head-of-state", 30), ("head-of-government", 30), ("foreign-minister", 16), ("governor", 6), ("defence-minister", 5), ("", 13)]


def table(name):
    lines = [line for line in open(f"data/actor/{name}.tsv", encoding="utf-8") if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def day(text, last):
    if not text:
        return datetime.date(2021, 1, 1) if last else None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return datetime.date(*parts)
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    return datetime.date(year, month, 28 if last else 1)


def terms():
    people = {row["id"]: row["name"] for row in table("people")}
    countries = {row["id"]: row["name"] for row in table("countries")}
    rows = []
    for row in table("holders"):
        if row["person"] in ("gbr.person.elizabeth", "gbr.person.charles") and row["country"] != "gbr" or row["acting"] == "yes" or row["grade"] == "C":
            continue
        if not day(row["from"], False) or not row["to"] and row["source"] == "wikidata" and row["from"] < "1985":
            continue
        row["name"] = people[row["person"]]
        row["where"] = row["region"] or row["organisation"] or countries.get(row["country"], row["country"])
        row["first"], row["last"] = day(row["from"], False), day(row["to"], True)
        rows.append(row)
    slot = lambda row: (row["country"], row["organisation"], row["office"], row["region"])
    slots = {}
    for row in rows:
        slots.setdefault(slot(row), []).append(row)
    clear = lambda row: not any(other is not row and other["first"] <= row["last"] and row["first"] <= other["last"] and
                                min(other["last"], row["last"]) - max(other["first"], row["first"]) > datetime.timedelta(3) for other in slots[slot(row)])
    return [row for row in rows if clear(row)]


def draw_day(random_, row):
    first, last = max(row["first"], datetime.date(1995, 1, 1)), min(row["last"], datetime.date(2020, 12, 31))
    if (last - first).days > 90:
        first, last = first + datetime.timedelta(31), last - datetime.timedelta(31)
    if (last - first).days < 20:
        return None
    return first + datetime.timedelta(random_.randrange((last - first).days))


def draw(random_, rows, classes):
    while True:
        office = random_.choices([name for name, _ in classes], [weight for _, weight in classes])[0]
        named = {name for name, _ in CLASSES}
        fitting = [row for row in rows if (row["office"] == office if office else row["office"] not in named)]
        where = random_.choice(sorted({(row["country"], row["organisation"], row["region"]) for row in fitting}))
        row = random_.choice([row for row in fitting if (row["country"], row["organisation"], row["region"]) == where])
        at = draw_day(random_, row)
        if at:
            return row, at


def main():
    rows = terms()
    random_ = random.Random(1917 if sys.argv[1] == "offices" else 1918)
    for number in range(300 if sys.argv[1] == "offices" else 200):
        if sys.argv[1] == "offices":
            row, at = draw(random_, rows, CLASSES)
            print(number, at, row["person"], row["name"], row["where"], row["office"], row["from"] + ".." + row["to"], sep="\t")
            continue
        row, at = draw(random_, rows, CLASSES[:3])
        there = [other for other in rows if other["first"] <= at <= other["last"] and other["country"] != row["country"] and
                 other["office"] in ("head-of-state", "head-of-government", "foreign-minister")]
        other = random_.choice(there)
        print(number, at, row["person"], row["name"], row["where"], row["office"], other["person"], other["name"], other["where"], other["office"], sep="\t")


main()
