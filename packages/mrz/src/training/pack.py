"""The format of reader/network/weights.ts: weights quantised to a byte each, written and read."""

import base64
import re

import numpy as np

FILE = "../reader/network/weights.ts"


def packed(layers):
    """Base64 of layers [(weights[out, in, h, w], bias[out])]; the layout is described in network/unpack.ts."""
    floats, small = [], []
    for weights, bias in layers:
        scale = np.maximum(np.abs(weights).reshape(len(weights), -1).max(1), 1e-8) / 127
        floats += [scale, bias]
        small.append(np.round(weights / scale[:, None, None, None]).astype(np.int8).tobytes())
    head = b"".join(np.asarray(part, "<f4").tobytes() for part in floats)
    return base64.b64encode(head + b"".join(small)).decode()


def unpacked(text, shapes):
    """Unpacks the layers of these shapes, to continue training."""
    data = base64.b64decode(text)
    at, start, layers = 0, 8 * sum(shape[0] for shape in shapes), []
    for shape in shapes:
        out, size = shape[0], int(np.prod(shape))
        scale, bias = np.frombuffer(data, "<f4", 2 * out, at).reshape(2, out)
        small = np.frombuffer(data, np.int8, size, start).reshape(shape)
        layers.append((small * scale[:, None, None, None], bias.copy()))
        at, start = at + 8 * out, start + size
    return layers


def read(path=FILE):
    """{"lineWeights": base64, "zoneWeights": base64}"""
    return dict(re.findall(r'export const (\w+) =\s+"([^"]+)"', open(path).read()))


def replace(name, layers, path=FILE):
    """Replaces the layers of one of the two networks."""
    weights = {**read(path), name: packed(layers)}
    with open(path, "w") as file:
        file.write("/** Written by src/training/pack.py; the layout is described in unpack.ts. */\n")
        for key in ("lineWeights", "zoneWeights"):
            file.write(f'export const {key} =\n  "{weights[key]}";\n')
