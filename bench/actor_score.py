#!/usr/bin/env python3
"""Scores actors on the sets of bench/sets/ (see its README.md).

Usage: bench/actor_score.py offices|coref|plv [--build DIR] [--half even|odd] [--show KIND]     (from the source root)

offices, coref: runs DIR/bench_actor_mentions; an answer is the mention that covers the end of the marked phrase (its head stands there), else
the one that covers most of it. plv: runs DIR/bench_actor_phrases on the phrases of ../shared/data/events/plv-train.jsonl, with their sentences as
context, at 2018-06-30. --show prints wrong answers of even numbers (of the rows `tune`): the other half is measured and not read.
"""
import argparse
import json
import os
import re
import subprocess
import tempfile


def run_mentions(build, path):
    lines = subprocess.run([os.path.join(build, "bench_actor_mentions"), path], stdout=subprocess.PIPE, check=True, text=True, env=dict(os.environ, ENTENTE_DATA=build)).stdout
    return {row["id"]: row["mentions"] for row in map(json.loads, lines.splitlines())}


def answers(mentions, start, end):
    """All mentions of the best place within start..end."""
    over = [m for m in mentions if m["start"] < end and start < m["end"]]
    over = [m for m in over if m["kind"] != "place"] or over
    at_end = [m for m in over if m["end"] >= end and m["start"] < end]
    best = at_end or sorted(over, key=lambda m: -(min(m["end"], end) - max(m["start"], start)))
    return [m for m in best if (m["start"], m["end"]) == (best[0]["start"], best[0]["end"])]


def any_of(wanted, given):
    return "*" in wanted or given in wanted


class Tally:
    def __init__(self):
        self.counts = {}

    def add(self, name, right):
        count = self.counts.setdefault(name, [0, 0])
        count[0] += right
        count[1] += 1

    def tell(self):
        for name in sorted(self.counts):
            right, asked = self.counts[name]
            print(f"{name:24} {right:4} of {asked:4}  {right / asked:.3f}")


def chosen(number, half):
    return half is None or (number % 2 == 0) == (half == "even")


def offices(given):
    path = "bench/sets/offices.jsonl"
    found = run_mentions(given.build, path)
    tally = Tally()
    for row in map(json.loads, open(path, encoding="utf-8")):
        number = int(row["id"].split("-")[1])
        if not chosen(number, given.half):
            continue
        got = (answers(found[row["id"]], row["start"], row["end"]) or [dict(actor="", country="", sector="", how="nothing", text="", name="")])[0]
        actor = any_of(row["actor"], got["actor"]) and got["actor"] not in row["never"] and got["how"] != "nothing"
        country, sector = any_of(row["country"], got["country"]), any_of(row["sector"], got["sector"])
        right = actor and country and sector
        half = "even" if number % 2 == 0 else "odd"
        for name in ("all", half, f"trap {row['kind']}" if row["kind"] != "plain" else "plain"):
            tally.add(name, right)
        tally.add("country", country), tally.add("sector", sector)
        if given.show and half == "even" and not right and given.show in ("all", row["kind"]):
            print(row["id"], row["date"], row["kind"], repr(row["text"][row["start"]:row["end"]]), "|", row["text"], "| want", row["actor"], row["country"], row["sector"],
                  "| got", got["text"], got["actor"], got["name"], got["country"], got["sector"], got["how"])
    tally.tell()


def means(part, got, mentions, text):
    """Does the mention got mean part?"""
    if part.startswith("@"):
        at = text.find(part[1:])
        names = [m for m in mentions if m["start"] < at + len(part) - 1 and at < m["end"] and m["how"] != "coreference"]
        mine = re.split(r"; ", got["name"])
        return any((m["actor"] and m["actor"] in got["actor"].split(";")) or (m["name"] and m["name"] in mine) or (part[1:] in mine) for m in names) or part[1:] in got["name"]
    for actor in got["actor"].split(";"):
        if actor == part or (actor == part + ".gov" and "." not in part) or (part.endswith(".gov") and actor == part[:-4]) or \
                ("." in part and ".person." not in part and actor.startswith(part + ".")):
            return True
    return False


def coref(given):
    path = "bench/sets/coref.jsonl"
    found = run_mentions(given.build, path)
    tally = Tally()
    for row in map(json.loads, open(path, encoding="utf-8")):
        number = int(row["id"].split("-")[1])
        if not chosen(number, given.half):
            continue
        for mark in row["marks"]:
            if mark["want"] == ["-"]:
                continue
            got = answers(found[row["id"]], mark["start"], mark["end"])
            phrase = row["text"][mark["start"]:mark["end"]]
            right = bool(got) and any(all(means(part, got[0], found[row["id"]], row["text"]) for part in want.split("+"))
                                      and ("+" in want or ";" not in got[0]["actor"]) for want in mark["want"])
            word = phrase.lower().split()[0]
            kind = ("pronoun " + word if " " not in phrase and word in ("he", "she", "it", "they", "him", "her", "them", "his", "its", "their") else
                    "pair" if all("+" in want for want in mark["want"]) else "possessive" if word in ("his", "her", "its", "their") else
                    "the …" if word == "the" else "name")
            half = "even" if number % 2 == 0 else "odd"
            for name in ("all", half, kind):
                tally.add(name, right)
            if given.show and half == "even" and not right and given.show in ("all", kind):
                one = got[0] if got else dict(text="", actor="", name="nothing", how="")
                print(row["id"], kind, repr(phrase), "|", row["text"], "| want", mark["want"], "| got", one["text"], one["actor"], one["name"], one["how"])
    tally.tell()


def plv(given):
    texts = {row["id"]: row for row in map(json.loads, open("../shared/data/events/plv-train.jsonl", encoding="utf-8"))}
    rows = [line.rstrip("\n").split("\t") for line in open("bench/sets/plv-countries.tsv", encoding="utf-8") if not line.startswith("#")][1:]
    for half in ("tune", "unseen"):
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            for row in rows:
                if row[0] == half:
                    record = texts[row[1]]
                    file.write(json.dumps({"id": row[1], "phrase": record[row[2]][int(row[3])], "date": "", "context": record["text"],
                                           "country": row[4].split("|"), "sector": "?"}) + "\n")
            file.flush()
            out = subprocess.run([os.path.join(given.build, "bench_actor_phrases"), file.name, "2018-06-30"], stdout=subprocess.PIPE, check=True, text=True,
                                 env=dict(os.environ, ENTENTE_DATA=given.build)).stdout.splitlines()
            if given.show and half == "tune":
                print("\n".join(out[:-1]))
            print(half, out[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("offices", "coref", "plv"))
    parser.add_argument("--build", default="build")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--show")
    given = parser.parse_args()
    {"offices": offices, "coref": coref, "plv": plv}[given.what](given)


main()
