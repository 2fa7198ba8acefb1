"""What begins where a signal comes to a threshold and ends where it falls below another."""

from dataclasses import dataclass

import numpy as np

from answers import about, answers
from lake import Stretch


@dataclass(frozen=True)
class Event:
    """Samples from index begin until index end, without that one, and whether all was seen that decides where it is."""

    signal: Stretch
    number: int
    begin: int
    end: int
    begin_seen: bool
    end_seen: bool

    @property
    def seconds(self):
        return (self.end - self.begin) / self.signal.rate


def events_of(stretches, question):
    """Of each session, in order, as the arguments of a question say."""
    threshold = np.float32(question["threshold"])
    release = np.float32(question.get("release", threshold))
    numbers = {}
    found = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.index[0]):
        for begin, end, begin_seen, end_seen in turns(stretch, threshold, release):
            if (end - begin) / stretch.rate >= float(question.get("min_s", 0)):
                numbers[stretch.session] = numbers.get(stretch.session, 0) + 1
                found.append(Event(stretch, numbers[stretch.session], begin, end, begin_seen, end_seen))
    return found


def turns(stretch, threshold, release):
    """Looks at one sample after the other; what no block has is missing, as NaN is."""
    first, end = int(stretch.index[0]), int(stretch.index[-1]) + 1
    samples = np.full(end - first, np.nan, np.float32)
    samples[stretch.index - first] = stretch.value
    goes_on = False
    seen = False  # whether none is missing since the last one that was below release, or, in an event, reached threshold
    for index, sample in enumerate(samples, first):
        if np.isnan(sample):
            seen = False
        elif sample >= threshold:
            if not goes_on:
                begin, begin_seen = index, seen
            goes_on = seen = True
        elif sample < release:
            if goes_on:
                yield begin, index, begin_seen, seen
            goes_on, seen = False, True
    if goes_on:
        yield begin, end, begin_seen, False


def within(stretch, event):
    """Samples of another signal of the session that are taken from when the event begins until it has ended."""
    time, rate = stretch.index * event.signal.rate, stretch.rate  # indices count from one instant, whatever the rate
    return stretch.part((time >= event.begin * rate) & (time < event.end * rate))


def fitting(event, rate):
    """How many samples of a rate an event should have."""
    until = [-int(-index * rate // event.signal.rate) for index in (event.begin, event.end)]
    return until[1] - until[0]


def power_of(event, powers):
    """Samples of power in an event, each value by itself, and how many are missing; nothing if the session has no power."""
    of_session = [power for power in powers if power.session == event.signal.session]
    if not of_session:
        return None
    x = np.concatenate([within(power, event).present for power in of_session if power.since == event.signal.since] or [[]])
    return x, fitting(event, of_session[0].rate) - x.size, of_session[0].rate


@answers
def events(lake, question):
    found = events_of(lake.readings(question), question)
    powers = sum(lake.power(question), [])
    rows = [row(event, power_of(event, powers)) for event in found]
    return sorted(rows, key=lambda row: (row["from_ns"], row["session"]))


def row(event, power):
    own = within(event.signal, event)
    after = event.signal.index == event.end
    x = own.present
    columns = {
        "session": event.signal.session,
        "number": event.number,
        "from_ns": own.begin[0],
        "until_ns": event.signal.begin[after][0] if after.any() else event.signal.end[-1],
        "duration_s": about(event.seconds),
        "mean": about(x.mean(), np.abs(x).mean()),
        "peak": x.max(),
        "unit": event.signal.unit,
        "missing_count": event.end - event.begin - x.size,
        "complete": event.begin_seen and event.end_seen,
        "energy_j": None,
        "power_missing_count": None,
    }
    if power is not None:
        values, columns["power_missing_count"], rate = power
        if values.size:
            columns["energy_j"] = about(values.sum() / rate, np.abs(values).sum() / rate)
    return columns
