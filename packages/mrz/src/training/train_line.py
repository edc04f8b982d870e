"""Trains the line network on what strips.ts wrote, on one thread: train_line.py STRIPS STEPS [PEAK].

Without PEAK it starts from seed 0; with PEAK, a learning rate, it continues from the existing weights.
"""

import math
import sys
import time

import numpy as np
import torch
from torch.nn import functional as F

import networks
import pack

HEIGHT, WIDTH, FRAMES, BATCH, HELD_OUT = 24, 256, 64, 32, 512
torch.set_num_threads(1)
torch.manual_seed(0)
random = np.random.default_rng(0)

size = HEIGHT * WIDTH + FRAMES
data = np.memmap(sys.argv[1], np.uint8, "r")
data = data[: len(data) // size * size].reshape(-1, size)
steps = int(sys.argv[2])
going_on = len(sys.argv) > 3
net = networks.Line()
if going_on:
    net.start_from(pack.unpacked(pack.read()["lineWeights"], networks.LINE))
peak = float(sys.argv[3]) if going_on else 2e-3
optimiser = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=1e-4)
class_weights = torch.ones(38)
class_weights[37] = 0.7


def batch(rows):
    block = np.ascontiguousarray(data[rows])
    x = block[:, : HEIGHT * WIDTH].view(np.int8).astype(np.float32).reshape(-1, 1, HEIGHT, WIDTH) / 24
    return torch.from_numpy(x), torch.from_numpy(block[:, HEIGHT * WIDTH :].astype(np.int64))


def judge():
    with torch.no_grad():
        parts = [batch(np.arange(at, at + 64)) for at in range(0, HELD_OUT, 64)]
        scores = torch.cat([net(x) for x, _ in parts])
    truth = torch.cat([y for _, y in parts])
    characters = truth < 37
    right = (scores.argmax(1) == truth)[characters].float().mean().item()
    return right, F.cross_entropy(scores, truth).item()


start, order, losses = time.time(), [], []
for step in range(steps):
    if len(order) < BATCH:
        order = list(random.permutation(np.arange(HELD_OUT, len(data))))
    rows = np.sort([order.pop() for _ in range(BATCH)])
    for group in optimiser.param_groups:
        group["lr"] = peak * min(1, step / 100) * (0.5 * (1 + math.cos(math.pi * step / steps)) + 0.01)
    x, y = batch(rows)
    x = x * float(random.uniform(0.7, 1.3)) + float(random.uniform(-0.2, 0.2))
    loss = F.cross_entropy(net(x), y, weight=class_weights)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    losses.append(loss.item())
    if step % 100 == 99 or step + 1 == steps:
        right, held = judge() if step % 500 == 499 or step + 1 == steps else (float("nan"), float("nan"))
        print(f"{step + 1} {time.time() - start:.0f} s loss {np.mean(losses[-100:]):.4f} held out {held:.4f} right {right:.4f}", flush=True)
    if step % 500 == 499 or step + 1 == steps:
        pack.replace("lineWeights", net.layers())
