"""Periods of equal length."""

import numpy as np


def periods(stretches, seconds):
    """Energy of whole periods of each session; what a period misses is taken to be like the rest of it."""
    origins = {}
    for stretch in stretches:
        origins[stretch.session] = min(stretch.origin, origins.get(stretch.session, stretch.origin))
    energies = []
    for stretch in stretches:
        number = (stretch.begin - origins[stretch.session]) // round(seconds * 1e9)
        for one in np.unique(number):
            period = stretch.part(number == one)
            if period.present.size and period.length >= 0.99 * seconds * period.rate:
                energies.append(period.present.mean() * seconds)
    return np.array(energies)
