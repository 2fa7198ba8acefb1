"""Checks notebooks/zoom.py with messages such as a browser sends: python zoom_check.py NOTEBOOKS_FOLDER"""

import sys

import pandas as pd

sys.path.insert(0, sys.argv[1])
from zoom import ZoomedWaveform, steps  # noqa: E402

START = 1_767_323_045_000_000_007
asked = []


def window(start, end, low, high, count=10, missing=0):
    return {"ts_ns": start, "until_ns": end, "min": low, "max": high, "mean": (low + high) / 2, "count": count,
            "missing_count": missing}


def ask(begin, end):
    asked.append((begin, end))
    return pd.DataFrame([window(begin, (begin + end) // 2, 1.0, 3.0), window((begin + end) // 2, end, 2.0, 4.0)])


# Two windows that touch, a gap of a second, a window without a sample, another one.
whole = pd.DataFrame([
    window(START, START + 10**9, 0.0, 1.0),
    window(START + 10**9, START + 2 * 10**9, 0.0, 5.0),
    window(START + 3 * 10**9, START + 4 * 10**9, 0.0, 1.0),
    window(START + 4 * 10**9, START + 5 * 10**9, float("nan"), float("nan"), count=0, missing=10),
    window(START + 5 * 10**9, START + 6 * 10**9, 0.0, 1.0),
])
view = ZoomedWaveform(ask, whole, "A", "current")


def browser_zooms(first_s, last_s):
    view.figure._js2py_relayout = {
        "relayout_data": {"xaxis.range[0]": first_s, "xaxis.range[1]": last_s}, "source_view_id": "view"
    }


mean = view.figure.data[1]
assert mean.x == (0.0, 1.0, 1.0, 2.0, None, 3.0, 4.0, None, 5.0, 6.0, None), mean.x
assert not asked, "the whole range was handed in"

browser_zooms(0.25, 0.5)
assert asked == [(START + 250_000_000, START + 500_000_000)], asked
assert view.figure.data[3].x[:4] == (0.25, 0.375, 0.375, 0.5), view.figure.data[3].x
assert view.figure.data[3].y[:4] == (2.0, 2.0, 3.0, 3.0), view.figure.data[3].y
assert view.figure.data[2].y[:4] == (1.0, 1.0, 2.0, 2.0), "the area begins with the least samples"
assert view.figure.data[1].x == mean.x, "the whole stays behind the detail"

browser_zooms(-3, 100)
assert asked[-1] == (START, START + 6 * 10**9), "asks for nothing before or after what was measured"
browser_zooms(50, 60)
assert len(asked) == 2, "asks for nothing where nothing was measured"
view.show(START + 1, START + 3)
assert asked[-1] == (START + 1, START + 3), "to the nanosecond"

drawn = steps(whole)
assert list((drawn.ns - START) / 1e9) == [0, 1, 1, 2, 2, 3, 4, 4, 5, 6, 6], list(drawn.ns)
assert list(drawn["max"].isna()) == [False] * 4 + [True] + [False, False, True] * 2, "a break in each gap and at the end"
page = view._repr_mimebundle_()[0]
assert "application/vnd.jupyter.widget-view+json" in page and "Plotly.newPlot" in page["text/html"]
print("zoomed")
