#!/usr/bin/env python3
"""encoder_pack.py: the weights that encoder_train.py learnt to the model file that src/encoder reads.

  encoder_pack.py START LEARNT OUTPUT        START: folder with tokenizer.json; LEARNT: without .safetensors and .json

Matrices become int8 with a scale for each output channel, the pieces' embeddings int8 with a scale for each piece; norms, positions and shapes stay
float32. The layout is described in src/encoder/encoder_inner.h, the file in src/base/pack.h. What becomes of each Unicode code point is asked
of the published tokenizer, one code point at a time. Same input: same bytes.
"""
import json
import struct
import sys
import unicodedata

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

FORMAT = 1
PANEL, HEAD_WIDTH = 48, 32
CLS, SEP, UNKNOWN = 101, 102, 100
CHAR_PART, CHAR_ALONE, CHAR_BLANK = 0, 1, 2
LOW = 0xFFFFFFFFFFFFFFFF


def quantise(w):
    """Rows to int8 and what a step of each is worth."""
    scale = np.abs(w).max(axis=1) / np.float32(127)
    safe = np.where(scale > 0, scale, 1)
    return np.clip(np.rint(w / safe[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def matrix(w, bias):
    """scale, bias, sums of the weights, then the weights by 16 outputs and 4 inputs."""
    outputs, inputs = w.shape
    up = -outputs % PANEL
    q, scale = quantise(np.ascontiguousarray(w, np.float32))
    q = np.concatenate([q, np.zeros((up, inputs), np.int8)])
    tail = np.zeros(up, np.float32)
    panels = q.reshape(-1, 16, inputs // 4, 4).transpose(0, 2, 1, 3)
    return b"".join(part.tobytes() for part in (np.concatenate([scale, tail]), np.concatenate([bias.astype(np.float32), tail]),
                                                q.sum(axis=1, dtype=np.int32), np.ascontiguousarray(panels)))


def layers(w):
    for i in range(6):
        at = f"layers.{i}."
        qkv, bias = w[at + "qkv.weight"].copy(), w[at + "qkv.bias"].copy()
        width = qkv.shape[1]
        qkv[:width] /= np.float32(HEAD_WIDTH ** .5)               # the scores' divisor, once for all
        bias[:width] /= np.float32(HEAD_WIDTH ** .5)
        yield f"{i}.qkv", matrix(qkv, bias)
        for name in ("out", "up", "down"):
            yield f"{i}.{name}", matrix(w[f"{at}{name}.weight"], w[f"{at}{name}.bias"])
        yield f"{i}.norm", b"".join(w[f"{at}norm_{n}.{part}"].astype(np.float32).tobytes() for n in (1, 2) for part in ("weight", "bias"))


def heads(w, labels):
    names = ("arc_dep", "arc_head", "label_dep", "label_head", "tag")
    yield "words", matrix(np.concatenate([w[n + ".weight"] for n in names]), np.concatenate([w[n + ".bias"] for n in names]))
    yield "arc", matrix(w["arc.weight"], w["arc.bias"])
    width = w["label.weight"].shape[1]
    up = (labels + 15) // 16 * 16
    turned, bias = np.zeros((width + 1, up, width), np.float32), np.zeros((width + 1, up), np.float32)
    turned[:, :labels] = w["label.weight"].reshape(labels, width + 1, width).transpose(1, 0, 2)
    bias[:, :labels] = w["label.bias"].reshape(labels, width + 1).T
    yield "label", matrix(turned.reshape(-1, width), bias.reshape(-1))


def vocabulary(tokenizer):
    names = [piece.encode() for piece, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])]
    at = np.cumsum([0] + [len(name) for name in names]).astype("<u4")
    size = 1 << (2 * len(names)).bit_length()
    slots = np.zeros(size, "<u4")
    for number, name in enumerate(names):
        hash_ = 2166136261                                         # FNV-1a
        for byte in name:
            hash_ = ((hash_ ^ byte) * 16777619) & 0xFFFFFFFF
        slot = hash_ ^ hash_ >> 15
        while slots[slot % size]:
            slot += 1
        slots[slot % size] = number + 1
    return len(names), [("vocab.at", at.tobytes()), ("vocab.bytes", b"".join(names)), ("vocab.slots", slots.tobytes())]


def case_kind(c):
    kind = unicodedata.category(c)
    return 1 if kind in ("Lu", "Lt") else 2 if kind == "Ll" else 3 if kind == "Nd" else 4 if kind[0] == "L" else 0


def characters(tokenizer):
    """The table of encoder_piece.c."""
    pages, page_of, entries, pool, pool_of = [], {}, [], [], {}
    for high in range(0x1100):
        page = []
        for code in range(high << 8, (high + 1) << 8):
            if 0xD800 <= code < 0xE000:
                page.append(1 << 5)
                continue
            c = chr(code)
            parts = [part for part, _ in tokenizer.pre_tokenizer.pre_tokenize_str("a" + c + "a")]
            entry = (CHAR_PART if len(parts) == 1 else CHAR_BLANK if len(parts) == 2 else CHAR_ALONE) | case_kind(c) << 2
            new = tokenizer.normalizer.normalize_str(c)
            if new != c:
                if new not in pool_of:
                    pool_of[new] = len(pool)
                    pool.extend(map(ord, new))
                if len(new) > 7:
                    sys.exit(f"U+{code:04X} becomes {len(new)} code points")
                entry |= 1 << 5 | len(new) << 6 | pool_of[new] << 9
            page.append(entry)
        page = tuple(page)
        if page not in page_of:
            page_of[page] = len(page_of)
            entries.extend(page)
        pages.append(page_of[page])
    return [("chars.page", np.array(pages, "<u2").tobytes()), ("chars.at", np.array(entries, "<u4").tobytes()),
            ("chars.pool", np.array(pool, "<u4").tobytes())]


def mix(lane, word):
    lane = (lane + word * 0xC2B2AE3D27D4EB4F) & LOW
    return ((lane << 31 | lane >> 33) & LOW) * 0x9E3779B185EBCA87 & LOW


def checksum(head, body):
    """As in src/base/pack.c; body is a multiple of 32 bytes."""
    lanes = [mix(0x9E3779B185EBCA87, head[0]), mix(0xC2B2AE3D27D4EB4F, head[1]), 0, -0x9E3779B185EBCA87 & LOW]
    words = struct.unpack(f"<{len(body) // 8}Q", body)
    whole = len(body) // 32 * 4
    for i in range(4):
        lane = lanes[i]
        for word in words[i:whole:4]:
            lane = mix(lane, word)
        lanes[i] = lane
    tail = struct.unpack("<4Q", body[whole * 8:].ljust(32, b"\0"))
    total = len(body)
    for i in range(4):
        total = mix(total ^ mix(lanes[i], tail[i]), i)
    total = (total ^ total >> 33) * 0xC2B2AE3D27D4EB4F & LOW
    return total ^ total >> 29


def write_pack(path, sections):
    start = (24 + 48 * len(sections) + 63) // 64 * 64
    table, data = b"", b""
    for name, bytes_ in sections:
        table += name.encode().ljust(32, b"\0") + struct.pack("<QQ", start + len(data), len(bytes_))
        data += bytes_ + b"\0" * (-len(bytes_) % 64)
    body = table.ljust(start - 24, b"\0") + data
    head = struct.pack("<8sII", b"ENTPACK\n", FORMAT, len(sections))
    with open(path, "wb") as out:
        out.write(head + struct.pack("<Q", checksum(struct.unpack("<QQ", head), body)) + body)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    start, learnt, output = sys.argv[1:]
    w = load_file(learnt + ".safetensors")
    with open(learnt + ".json", encoding="utf-8") as text:
        about = json.load(text)
    tokenizer = Tokenizer.from_file(start + "/tokenizer.json")
    pieces, vocab = vocabulary(tokenizer)
    tags, labels = about["tags"], about["labels"]
    config = (384, 1536, 6, 12, w["position.weight"].shape[0], w["shape.weight"].shape[0], pieces, len(tags), len(labels), 256, 96, CLS, SEP, UNKNOWN)
    q, scale = quantise(w["piece.weight"])
    float_bytes = lambda *names: b"".join(w[name].astype(np.float32).tobytes() for name in names)
    sections = [("config", struct.pack("<14I", *config)), ("names.tags", "".join(t + "\n" for t in tags).encode()),
                ("names.labels", "".join(t + "\n" for t in labels).encode()), *vocab, *characters(tokenizer),
                ("piece", scale.tobytes() + q.tobytes()), ("position", float_bytes("position.weight")), ("shape", float_bytes("shape.weight")),
                ("norm", float_bytes("norm.weight", "norm.bias")), *layers(w), *heads(w, len(labels))]
    write_pack(output, sections)


if __name__ == "__main__":
    main()
