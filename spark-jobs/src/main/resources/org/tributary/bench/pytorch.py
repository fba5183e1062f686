"""Rates of PyTorch for the product of a night: python3 pytorch.py INFERENCES ROWS DIMENSION PLACES.

Prints two numbers, billions of operations a second: of the matrix product alone, and of the product with what the
engine does around it, the PLACES strongest scores and the sums of positive and negative scores of every inference.
"""

import sys
import time

import torch


def rate(function, operations):
    function()
    start = time.perf_counter()
    function()
    return operations / (time.perf_counter() - start) / 1e9


def main():
    inferences, rows, dimension, places = (int(argument) for argument in sys.argv[1:])
    torch.manual_seed(0)
    queries = torch.randn(inferences, dimension)
    training = torch.randn(rows, dimension)

    def product():
        return queries @ training.T

    def all_of_it():
        scores = product()
        scores.abs().topk(places, dim=1)
        scores.clamp(min=0).sum(dim=1)
        scores.clamp(max=0).sum(dim=1)

    operations = 2.0 * inferences * rows * dimension
    with torch.no_grad():
        print(rate(product, operations), rate(all_of_it, operations))


main()
