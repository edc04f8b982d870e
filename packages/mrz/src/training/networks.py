"""The two networks as reader/network/networks.ts describes them; shapes are [out, in, height, width]."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

LINE = [(16, 1, 3, 3), (32, 16, 3, 3), (48, 32, 3, 3), (64, 48, 6, 3), (64, 64, 1, 3), (38, 64, 1, 1)]
ZONE = [(12, 1, 3, 3), (24, 12, 3, 3), (32, 24, 3, 3)] + [(32, 32, 3, 3)] * 4 + [(1, 32, 1, 1)]
DILATIONS = [1, 2, 4, 2]


class Network(nn.Module):
    def __init__(self, shapes):
        super().__init__()
        self.weights = nn.ParameterList([nn.Parameter(torch.empty(shape)) for shape in shapes])
        self.biases = nn.ParameterList([nn.Parameter(torch.zeros(shape[0])) for shape in shapes])
        for weights in self.weights:
            nn.init.kaiming_normal_(weights, nonlinearity="relu")

    def start_from(self, layers):
        for weights, bias, (w, b) in zip(self.weights, self.biases, layers):
            weights.data, bias.data = torch.from_numpy(np.array(w, np.float32)), torch.from_numpy(b)

    def layers(self):
        return [(w.detach().numpy(), b.detach().numpy()) for w, b in zip(self.weights, self.biases)]


class Line(Network):
    """[batch, 1, 24, width] to [batch, 38, width / 4]."""

    def __init__(self):
        super().__init__(LINE)

    def forward(self, x):
        w, b = self.weights, self.biases
        x = F.max_pool2d(F.relu(F.conv2d(x, w[0], b[0], padding=1)), 2)
        x = F.max_pool2d(F.relu(F.conv2d(x, w[1], b[1], padding=1)), 2)
        x = F.relu(F.conv2d(x, w[2], b[2], padding=1))
        x = F.relu(F.conv2d(x, w[3], b[3], padding=(0, 1)))
        x = F.relu(F.conv2d(x, w[4], b[4], padding=(0, 1)))
        return F.conv2d(x, w[5], b[5])[:, :, 0]


class Zone(Network):
    """[batch, 1, 336, 448] to [batch, 42, 56]."""

    def __init__(self):
        super().__init__(ZONE)

    def forward(self, x):
        for at, (w, b) in enumerate(zip(self.weights[:-1], self.biases[:-1])):
            dilation = 1 if at < 3 else DILATIONS[at - 3]
            x = F.relu(F.conv2d(x, w, b, stride=2 if at < 3 else 1, padding=dilation, dilation=dilation))
        return F.conv2d(x, self.weights[-1], self.biases[-1])[:, 0]
