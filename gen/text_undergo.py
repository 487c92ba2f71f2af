#!/usr/bin/env python3
"""text_undergo.py: makes data/text/en-undergo.tsv: what of a verb undergoes where grammar does not tell.

  text_undergo.py TREES.conllu ROLES.jsonl CLAUSES.jsonl > data/text/en-undergo.tsv

TREES: the treebank's training part; ROLES: PropBank's roles on it; CLAUSES: what bench/text_roles.c prints for TREES while the table holds no
verb (subject as ARG0; object or clausal complement as ARG1). A verb gets a word where most of its cases, and at least CASES_MIN (else two), have it so:
  lone      without an object its subject undergoes            clause  the same where it has a clausal complement
  always    the same with an object                            a preposition: without an object what stands under it undergoes
"""
import collections
import json
import sys

CASES_MIN = {"lone": 1}
CLAUSAL = ("ccomp", "xcomp")


def trees(name):
    out, rows, sent = {}, [None], None
    for line in open(name, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if line.startswith("# sent_id = "):
            sent = line[12:].strip()
        elif len(columns) == 10 and columns[0].isdigit():
            rows.append(columns)
        elif line == "\n":
            out[sent], rows = rows, [None]
    return out


def rows_of(name):
    with open(name, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def obliques(rows, verb):
    for i in range(1, len(rows)):
        if int(rows[i][6]) == verb and rows[i][7].split(":")[0] in ("obl", "advcl") and rows[i][7] != "obl:agent":
            case = [rows[k][1].lower() for k in range(1, len(rows)) if int(rows[k][6]) == i and rows[k][7] in ("case", "mark")]
            if case:
                yield case[0], i


def count(sentences, roles, clauses):
    counts = collections.defaultdict(lambda: [0, 0])      # (verb, word): cases in which it is so, others
    for gold in roles:
        key = (gold["sent_id"], gold["predicate"])
        if gold.get("kind") != "verb" or key not in clauses or gold["sent_id"] not in sentences:
            continue
        rows = sentences[gold["sent_id"]]
        lemma = rows[gold["predicate"]][2]
        found = clauses[key]
        heads = {role: {a["head"] for a in gold["args"] if a["role"].split("-")[-1] == role} for role in ("ARG0", "ARG1")}
        undergoer = found.get("ARG1")
        clausal = undergoer is not None and int(rows[undergoer][6]) == gold["predicate"] and rows[undergoer][7] in CLAUSAL
        kind = "lone" if undergoer is None else "clause" if clausal else "always"
        doer = found.get("ARG0")
        if doer is not None and doer in heads["ARG0"] | heads["ARG1"]:
            counts[lemma, kind][doer not in heads["ARG1"]] += 1
        if undergoer is None or clausal:
            for case, i in obliques(rows, gold["predicate"]):
                counts[lemma, case][i not in heads["ARG1"]] += 1
    return counts


def main():
    roles = rows_of(sys.argv[2])
    clauses = {(c["sent_id"], c["predicate"]): {a["role"]: a["head"] for a in c["args"]} for c in rows_of(sys.argv[3])}
    counts = count(trees(sys.argv[1]), roles, clauses)
    table = collections.defaultdict(list)
    for (lemma, word), (right, wrong) in sorted(counts.items()):
        if right >= CASES_MIN.get(word, 2) and right > wrong and lemma.isascii() and lemma.isalpha():
            table[lemma].append(word)
    print("# What of a verb undergoes where grammar does not tell, as most cases in PropBank's annotation of the English Web Treebank have it;")
    print("# made by gen/text_undergo.py. licence: CC BY-SA 4.0 (PropBank and UD English EWT, training parts)")
    print("# words: lone, clause, always: the subject (without an object, with a clausal complement, with an object); else a preposition.")
    print("verb\twords")
    for lemma, words in sorted(table.items()):
        print(lemma + "\t" + " ".join(words))


main()
