"""The waveform of a signal about each event of another, in windows at the same offsets."""

import numpy as np

from answers import about, answers
from events import events_of


@answers
def aligned(lake, question):
    of_events = lake.readings({**question, "signal": question["event_signal"]})
    signals = {(stretch.session, stretch.since): stretch for stretch in lake.readings(question)}
    rows = []
    for event in events_of(of_events, question):
        signal = signals.get((event.signal.session, event.signal.since))
        if event.begin_seen and signal is not None:
            rows += list(windows(event, signal, question))
    return sorted(rows, key=lambda row: (row["from_ns"], row["session"], row["offset_s"]))


def windows(event, signal, question):
    before, after = (round(float(question[name]) * 1e9) for name in ("before_s", "after_s"))
    width = -(-(before + after) // int(question["points"]))
    place = event.begin * signal.rate / event.signal.rate  # of the event, among the samples of the signal
    near = np.arange(np.floor(place - before * signal.rate / 1e9) - 2, place + after * signal.rate / 1e9 + 2)
    offset = np.floor((near - place) * 1e9 / signal.rate + 0.5).astype(np.int64)
    near, offset = near[(offset >= -before) & (offset < after)], offset[(offset >= -before) & (offset < after)]
    number = (offset + before) // width
    for one in np.unique(number):
        in_lake = np.isin(signal.index, near[number == one])
        if in_lake.any():
            x = signal.part(in_lake).present
            yield {
                "session": event.signal.session,
                "event": event.number,
                "from_ns": event.signal.begin[event.signal.index == event.begin][0],
                "offset_s": about((one * width - before) / 1e9),
                "min": x.min() if x.size else None,
                "max": x.max() if x.size else None,
                "mean": about(x.mean(), np.abs(x).mean()) if x.size else None,
                "count": x.size,
                "missing_count": (number == one).sum() - x.size,
            }
