"""vary.py: variations of the example's pages, for measuring with more pages than anybody can write.

A variation has the same markup as a page of examples/belarus/pages, an address of its own, every date moved by the same random number of days, the
words of its paragraphs partly replaced by words of the same first letter class (capital or not) from other pages, and now and then two
paragraphs exchanged. So the coder meets new sentences with known names in them, and hardly two variations are near duplicates. The
generator is seeded: the same number and seed give the same bytes everywhere. The results are material for measuring, no news: nobody reads them.
"""
import datetime
import glob
import json
import os
import random
import re

MONTHS = "January February March April May June July August September October November December".split()
ISO = re.compile(r"\b(20[01]\d)-(\d\d)-(\d\d)\b")
LONG = re.compile(r"\b(%s) (\d{1,2}), (20[01]\d)\b" % "|".join(MONTHS))
DAY_FIRST = re.compile(r"\b(\d{1,2}) (%s) (20[01]\d)\b" % "|".join(MONTHS))
PARAGRAPH = re.compile(r"(<p\b[^>]*>)(.*?)(</p>)", re.S)
WORD = re.compile(r"[^\W\d_]{4,}")
SWAPPED = .15                                             # share of the words that are replaced


def pages(root):
    """(path, text) of the example's HTML pages, in the order of names."""
    for path in sorted(glob.glob(os.path.join(root, "examples/belarus/pages/*/*.html"))):
        with open(path, encoding="utf-8", errors="replace") as file:
            yield os.path.relpath(path, root), file.read()


def moved(year, month, day, days):
    try:
        return datetime.date(year, month, day) + datetime.timedelta(days)
    except (ValueError, OverflowError):
        return None


def move_dates(text, days):
    def iso(match):
        date = moved(int(match[1]), int(match[2]), int(match[3]), days)
        return date.isoformat() if date else match[0]

    def long(match):
        date = moved(int(match[3]), MONTHS.index(match[1]) + 1, int(match[2]), days)
        return f"{MONTHS[date.month - 1]} {date.day}, {date.year}" if date else match[0]

    def day_first(match):
        date = moved(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]), days)
        return f"{date.day} {MONTHS[date.month - 1]} {date.year}" if date else match[0]

    return DAY_FIRST.sub(day_first, LONG.sub(long, ISO.sub(iso, text)))


def swap_words(text, words, chance):
    def word(match):
        if chance.random() >= SWAPPED:
            return match[0]
        return chance.choice(words[match[0][0].isupper()])

    parts = re.split(r"(<[^>]*>)", text)
    return "".join(part if part.startswith("<") else WORD.sub(word, part) for part in parts)


def variations(root, count, seed=20170425):
    """Yields JSON Lines of count variations: {"url", "html"}."""
    originals = list(pages(root))
    plain = " ".join(re.sub(r"<[^>]*>", " ", match[1]) for _, text in originals for match in PARAGRAPH.findall(text))
    found = sorted(set(WORD.findall(plain)))
    words = {upper: [word for word in found if word[0].isupper() == upper] for upper in (False, True)}
    chance = random.Random(seed)
    for number in range(count):
        path, text = originals[number % len(originals)]
        text = move_dates(text, chance.randrange(-1000, 1000))
        text = PARAGRAPH.sub(lambda match: match[1] + swap_words(match[2], words, chance) + match[3], text)
        # An address of its own, wherever the page gives one.
        text = re.sub(r"(https?://[a-z0-9.-]+\.example/)", r"\g<1>v%d/" % number, text)
        name = path.split("/")[-2]
        yield json.dumps({"url": f"https://{name}.example/v{number}/{os.path.basename(path)}", "html": text}, ensure_ascii=False) + "\n"
