"""How many samples have which values: histogram, cdf and quantiles."""

import numpy as np

from answers import answers
from figures import covered, present, unit


@answers
def histogram(lake, question):
    stretches = lake.readings(question)
    x = present(stretches)
    finite = x[np.isfinite(x)]
    bins = []
    if finite.size:
        steps = int(question["bins"]) if finite.min() < finite.max() else 1
        edges = np.linspace(finite.min(), finite.max(), steps + 1)
        counts = [finite.size] if steps == 1 else np.histogram(finite, steps)[0]
        bins = list(zip(edges, edges[1:], counts))
    bins = [(-np.inf, -np.inf, (x == -np.inf).sum()), *bins, (np.inf, np.inf, (x == np.inf).sum())]
    return [
        {"from_value": first, "to_value": last, "count": count, "fraction": count / x.size,
         **covered(stretches), **unit(stretches)}
        for first, last, count in bins
        if count or np.isfinite(first)
    ]


@answers
def cdf(lake, question):
    stretches = lake.readings(question)
    x = np.sort(present(stretches))
    finite = x[np.isfinite(x)]
    values = []
    if finite.size:
        values = np.linspace(finite[0], finite[-1], int(question["points"]) if finite[0] < finite[-1] else 1)
    values = [*([-np.inf] if -np.inf in x else []), *values, *([np.inf] if np.inf in x else [])]
    return [
        {"value": value, "count": count, "fraction": count / x.size, **covered(stretches), **unit(stretches)}
        for value, count in zip(values, np.searchsorted(x, values, side="right"))
    ]


@answers
def quantiles(lake, question):
    stretches = lake.readings(question)
    x = np.sort(present(stretches))
    places = [float(at) for at in question["at"].split(",")]
    return [
        {"at": at, "value": quantile(x, at), **covered(stretches), **unit(stretches)}
        for at in places
    ]


def quantile(ordered, at):
    if not ordered.size:
        return None
    if np.isfinite(ordered).all():
        return np.quantile(ordered, at, method="inverted_cdf")
    return ordered[max(int(np.ceil(at * ordered.size - 1)), 0)]  # NumPy makes NaN of infinities
