#!/usr/bin/env python3
"""encoder_fixture.py: lines with the word pieces that the published tokenizer gives, for tests/encoder/test_piece.c.

  encoder_fixture.py START > tests/encoder/pieces.tsv       START: folder with tokenizer.json

Sentences are put together from words below; the rest is what goes wrong in practice: scripts, marks, signs, blanks, long words. Control
characters and line ends are written \\xNN, \\uNNNN, \\UNNNNNNNN, the backslash \\\\. Names of special pieces do not occur. Fixed seed.
"""
import random
import sys

from tokenizers import Tokenizer

WORDS = """the minister of foreign affairs President Lukashenko's met U.S. and EU officials on Friday, 22 April 2016; sanctions were lifted "partially"
don't can't won't it's we're o'clock e-mail co-operation state-owned 1,204.50 3.5% $20bn €15 №7 A/RES/71/205 www.example.org http://a.b/c?d=e&f=g#h user@host.by
Mińsk Hrodna Gródek Šalčininkai Łukašenka Ćwikła naïve façade coöperate Ångström Straße ÉCOLE İstanbul ĳssel œuvre Þingvellir ǅ ﬁnance Ⅷ ½ x² CO₂
Минск Беларусь Президент ўвосень йод Київ їжак переговоры соглашение Ελλάδα ΟΔΟΣ Αθήνα ՀԱՅԱՍՏԱՆ საქართველო עברית שלום العربية محمد हिन्दी ภาษาไทย 日本語 中国
한국어 東京 カタカナ ﾊﾝｶｸ ひらがな ệ ő e\u0301 a\u0308\u0323 \u0130 \u1e9e \u212b 𝒜 😀 👩‍🚀 🇧🇾 … – — ‘quoted’ “double” „low“ «French» ‹x› ¿qué? ¡sí! † ‡ § ¶ • · ™ ® © ° ± × ÷ ≠ ∞ √ ∑
antidisestablishmentarianism deoxyribonucleic unbelievably Novopolotsk Kaczyński's re-exported COVID-19 AK-47 MiG-29s Su-27 F16 B2B 24/7 9/11 10:30 -5 +375 (17) 222-33-44
""".split()
BLANKS = [" ", " ", " ", " ", "  ", "\t", "\u00a0", "\u2009", "\u3000", "\u200b", "\ufeff", "\u00ad", "\r", "\u2028"]


def write(text):
    def one(c):
        if c == "\\":
            return "\\\\"
        if c.isprintable() and not c.isspace() or c == " ":
            return c
        return f"\\x{ord(c):02x}" if ord(c) < 0x80 else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}"
    return "".join(map(one, text))


def lines(rng):
    for word in WORDS:
        yield word
    for _ in range(1500):
        yield "".join(rng.choice(WORDS) + rng.choice(BLANKS) for _ in range(rng.randint(2, 12)))
    for _ in range(800):                                          # code points of all kinds
        top = rng.choice([0x7f, 0xff, 0x24f, 0x5ff, 0x1fff, 0x2fff, 0xffff, 0x10ffff])
        code_points = (rng.randint(0, top) for _ in range(rng.randint(1, 10)))
        yield "".join(chr(c) for c in code_points if not 0xd800 <= c < 0xe000)
    for _ in range(500):                                          # letters glued to signs and marks
        yield "".join(rng.choice("abcXYZ0189-.,'\u0301\u0308#_/@") for _ in range(rng.randint(1, 30)))
    for length in (99, 100, 101, 150):
        yield "a" * length
        yield "ж" * length
        yield "é" * length + " b"
    yield ""


def main():
    tokenizer = Tokenizer.from_file(sys.argv[1] + "/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    print("# Word pieces of all-MiniLM-L6-v2's tokenizer, made by gen/encoder_fixture.py. licence: Apache-2.0")
    print("text\tpieces")
    for line in lines(random.Random(1)):
        print(write(line), " ".join(map(str, tokenizer.encode(line, add_special_tokens=False).ids)), sep="\t")


main()
