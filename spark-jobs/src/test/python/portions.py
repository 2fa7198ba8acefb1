"""What a comparison looks at the energy of, each with how long it is."""

import itertools

from dataclasses import replace

from events import events_of, power_of, within
from periods import periods_of


def portions(lake, question):
    """Pairs of J and s."""
    per = question.get("per", "period")
    if per == "period":
        seconds = float(question.get("period_s", 1))
        return [
            (period.mean_power * seconds, seconds)
            for period in periods_of(lake, question, seconds)
            if period.is_whole
        ]
    found = events_of(lake.readings({**question, "signal": question["event_signal"]}), question)
    spans = cycles(found) if per == "cycle" else [event for event in found if event.begin_seen and event.end_seen]
    powers = sum(lake.power(question), [])
    return [(joules, span.seconds) for span in spans for joules in energy(span, powers)]


def cycles(events):
    """From the beginning of each event to that of the next."""
    for event, following in itertools.pairwise(events):
        same = event.signal is following.signal
        if same and event.begin_seen and following.begin_seen:
            yield replace(event, end=following.begin)


def energy(span, powers):
    """One, or none if a sample is missing."""
    power = power_of(span, powers)
    if power is not None and within(span.signal, span).present.size == span.end - span.begin:
        values, missing, rate = power
        if values.size and missing == 0:
            yield values.sum() / rate
