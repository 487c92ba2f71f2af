#!/usr/bin/env python3
"""encoder_torch.py: the same weights in PyTorch (float32, one core), to stand beside encoder_bench: words a second of CPU time.

  MALLOC_MMAP_THRESHOLD_=2000000000 MALLOC_TRIM_THRESHOLD_=8000000000 bench/encoder_torch.py START LEARNT FILE.conllu

START and LEARNT as gen/encoder_pack.py has them. Sentences of like length go together; heads greedy, without the best tree.
"""
import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gen"))
import torch
from safetensors.torch import load_file

import encoder_train as train


def main():
    start, learnt, path = sys.argv[1:]
    torch.set_num_threads(1)
    with open(learnt + ".json", encoding="utf-8") as text:
        about = json.load(text)
    sentences = list(train.read_treebank(path))
    inventory = train.Inventory(sentences)
    inventory.tags, inventory.labels = about["tags"], about["labels"]
    reader = train.Reader(start, inventory)
    model = train.Encoder(len(inventory.tags), len(inventory.labels), .1)
    model.load_state_dict(load_file(learnt + ".safetensors"))
    items = [x for x in map(reader.read, sentences) if len(x["ids"]) <= train.POSITIONS]
    words, best = sum(len(x["gold"]) for x in items), 0.
    for _ in range(3):
        began = time.process_time()
        figures = train.evaluate(model, inventory, items)
        best = max(best, words / (time.process_time() - began))
    print(f"{figures}\nPyTorch {torch.__version__}, float32, one thread: {best:.0f} words/s")


main()
