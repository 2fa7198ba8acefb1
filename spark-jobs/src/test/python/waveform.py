"""Figures of samples in windows of time."""

import numpy as np

from answers import about, answers
from figures import present


@answers
def waveform(lake, question):
    """Of windows that the lake has chosen: FROM-UNTIL, …"""
    stretches = lake.readings(question)
    windows = [tuple(map(int, window.split("-"))) for window in question["windows"].split(",") if window]
    assert all(first < until for first, until in windows)
    assert all(until <= first for (_, until), (first, _) in zip(windows, windows[1:]))
    assert len(windows) <= int(question["points"])
    found = []
    for first, until in windows:
        parts = [stretch.part((stretch.begin >= first) & (stretch.begin < until)) for stretch in stretches]
        x = present(parts)
        found.append({
            "ts_ns": min(part.begin[0] for part in parts if part.index.size),
            "count": x.size,
            "missing_count": sum(part.missing for part in parts),
            "min": x.min() if x.size else None,
            "max": x.max() if x.size else None,
            "mean": about(x.mean(), np.abs(x).mean()) if x.size else None,
        })
    assert sum(row["count"] for row in found) == present(stretches).size, "each sample is in a window"
    return found
