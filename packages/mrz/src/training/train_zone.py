"""Trains the zone network on what frames.ts wrote, on one thread: train_zone.py FRAMES STEPS [PEAK].

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

HEIGHT, WIDTH, CELL, BATCH, HELD_OUT = 336, 448, 8, 16, 96
torch.set_num_threads(1)
torch.manual_seed(0)
random = np.random.default_rng(0)

data = np.memmap(sys.argv[1], np.uint8, "r")
data = data[: len(data) // (2 * HEIGHT * WIDTH) * 2 * HEIGHT * WIDTH].reshape(-1, 2, HEIGHT, WIDTH)
steps, going_on = int(sys.argv[2]), len(sys.argv) > 3
net = networks.Zone()
if going_on:
    net.start_from(pack.unpacked(pack.read()["zoneWeights"], networks.ZONE))
peak = float(sys.argv[3]) if going_on else 2e-3
optimiser = torch.optim.AdamW(net.parameters(), lr=peak, weight_decay=1e-4)


def batch(rows):
    pair = torch.from_numpy(np.ascontiguousarray(data[rows])).float()
    x, y = pair[:, :1], F.avg_pool2d(pair[:, 1:] / 255, CELL)[:, 0]
    return (x - x.mean((2, 3), keepdim=True)) / (x.std((2, 3), keepdim=True) + 8), y


def loss_of(scores, y):
    p = torch.sigmoid(scores)
    overlap = (2 * (p * y).sum((1, 2)) + 1) / (p.sum((1, 2)) + y.sum((1, 2)) + 1)
    weighted = F.binary_cross_entropy_with_logits(scores, y, pos_weight=torch.tensor(2.0))
    return weighted + (1 - overlap).mean()


start = time.time()
for step in range(steps):
    rows = np.sort(random.choice(np.arange(HELD_OUT, len(data)), BATCH, replace=False))
    for group in optimiser.param_groups:
        group["lr"] = peak * min(1, step / 60) * (0.5 * (1 + math.cos(math.pi * step / steps)) + 0.01)
    x, y = batch(rows)
    loss = loss_of(net(x), y)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    if step % 100 == 99 or step + 1 == steps:
        with torch.no_grad():
            parts = [batch(np.arange(at, at + 16)) for at in range(0, HELD_OUT, 16)]
            p = torch.cat([net(x) for x, _ in parts]) > 0
        truth = torch.cat([y for _, y in parts]) > 0.5
        overlap = (p & truth).sum((1, 2)) / ((p | truth).sum((1, 2)) + 1e-6)
        print(f"{step + 1} {time.time() - start:.0f} s loss {loss.item():.3f} overlap {overlap.mean():.3f} least {overlap.min():.3f}", flush=True)
        pack.replace("zoneWeights", net.layers())
