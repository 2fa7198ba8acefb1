"""What an answer is: rows of columns, of which some values are exact and some are not."""

import numpy as np

KINDS = {}


def answers(function):
    KINDS[function.__name__] = function
    return function


class About(float):
    """A value that is not exact; what it was computed from is as large as its scale."""

    scale = 0.0


def about(value, scale=0.0):
    if value is None:
        return None
    result = About(value)
    result.scale = float(scale)
    return result


def text(value):
    """As Java reads it."""
    if value is None:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value)).lower()
    if isinstance(value, (str, int, np.integer)):
        return str(value)
    if np.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return "NaN" if np.isnan(value) else repr(float(value))
