"""Periods of equal length, counted from the first sample of each session."""

from dataclasses import dataclass

import numpy as np

from answers import about, answers
from lake import BUCKET, Stretch

PIECES = 100


@dataclass(frozen=True)
class Period:
    number: int
    samples: Stretch
    is_whole: bool

    @property
    def mean_power(self):
        return self.samples.present.mean() if self.samples.present.size else None


def periods_of(lake, question, seconds):
    """Of a hundred blocks or more, a period has the blocks that begin in it; of a hundred buckets or more, the buckets."""
    published, products = lake.power(question)
    stretches = published + products
    if not stretches:
        return []
    length = round(seconds * 1e9)
    longest = max(stretch.longest_block for stretch in stretches)
    slowest = min(stretch.rate for stretch in stretches)
    if length / PIECES >= longest:
        place = "block"
    else:
        place = "bucket" if length / PIECES >= BUCKET * 1e9 / slowest else "begin"
    origins = {}
    for stretch in stretches:
        origins[stretch.session] = min(stretch.origin, origins.get(stretch.session, stretch.origin))
    found = []
    for stretch in stretches:
        times = getattr(stretch, "begin" if stretch in products else place)
        number = (times - origins[stretch.session]) // length
        for one in np.unique(number):
            samples = stretch.part(number == one)
            least = min(0.99 * seconds * samples.rate, length * samples.rate // 1e9)
            found.append(Period(one, samples, bool(samples.present.size) and samples.length >= least))
    assert sum(period.samples.index.size for period in found) == sum(stretch.index.size for stretch in stretches)
    return found


@answers
def periods(lake, question):
    rows = [row(period) for period in periods_of(lake, question, float(question["period_s"]))]
    return sorted(rows, key=lambda row: (row["ts_ns"], row["session"]))


def row(period):
    samples = period.samples
    x = samples.present
    return {
        "session": samples.session,
        "period": period.number,
        "ts_ns": samples.begin[0],
        "until_ns": samples.end[-1],
        "energy_j": about(x.sum() / samples.rate, np.abs(x).sum() / samples.rate),
        "mean_power_w": about(period.mean_power, np.abs(x).mean() if x.size else 0),
        "sample_count": x.size,
        "missing_count": samples.missing,
        "complete": period.is_whole,
    }
