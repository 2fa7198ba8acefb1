"""Where samples are missing."""

import numpy as np

from answers import answers


@answers
def gaps(lake, question):
    published, products = lake.power(question) if question["signal"] == "power" else ([], [])
    unpublished = {stretch.session for stretch in products}
    holes = []
    for signal in {"power": ["power", "current", "voltage"]}.get(question["signal"], [question["signal"]]):
        for stretch in lake.stretches(question, signal):
            if signal == question["signal"] or stretch.session in unpublished:
                holes += [{"session": stretch.session, "signal": signal, **hole} for hole in holes_of(stretch)]
    return sorted(holes, key=lambda hole: (hole["from_ns"], hole["session"], hole["signal"], hole["first_index"]))


def holes_of(stretch):
    jumps = np.flatnonzero(np.diff(stretch.index) > 1)
    for last in jumps:
        never = stretch.sequence[last + 1] - stretch.sequence[last] < 2
        yield {
            "first_index": stretch.index[last] + 1,
            "missing_count": stretch.index[last + 1] - stretch.index[last] - 1,
            "from_ns": stretch.end[last],
            "until_ns": stretch.begin[last + 1],
            "reason": "never-in-a-block" if never else "not-in-lake",
        }
    absent = np.flatnonzero(np.isnan(stretch.value))
    runs = np.split(absent, np.flatnonzero(np.diff(stretch.index[absent]) > 1) + 1) if absent.size else []
    for run in runs:
        yield {
            "first_index": stretch.index[run[0]],
            "missing_count": run.size,
            "from_ns": stretch.begin[run[0]],
            "until_ns": stretch.end[run[-1]],
            "reason": "marked",
        }
