"""A waveform that asks the lake again for what is visible, whenever it is zoomed or moved."""

import pandas
import plotly.graph_objects as go

NANOS_PER_SECOND = 1_000_000_000
OVERVIEW, DETAIL = "rgba(120, 120, 120, 0.35)", "rgba(0, 90, 181, 0.45)"


class ZoomedWaveform:
    """Least, greatest and mean sample over time, in as many windows as a screen has pixels.

    ask: function of two instants in ns since the Unix epoch that returns the rows of `waveform` between them as a data frame;
    whole: its rows of the longest range; unit: of the samples; title: of the figure.
    `figure` is a plotly FigureWidget; `rows` is what it shows in detail.
    """

    def __init__(self, ask, whole, unit, title):
        if whole.empty:
            raise ValueError("nothing was measured in this time")
        self._ask = ask
        self.rows = whole
        self._origin_ns, self._until_ns = int(whole.ts_ns.min()), int(whole.until_ns.max())
        # Behind the detail stays the whole, so that zooming out and a double click have something to show at once.
        self.figure = go.FigureWidget([*self._band(OVERVIEW, "whole range"), *self._band(DETAIL, "visible range")])
        self.figure.update_layout(
            title=title,
            template="plotly_white",
            xaxis={"title": f"seconds since {_utc(self._origin_ns)}", "range": [0, self._seconds(self._until_ns)]},
            yaxis={"title": unit, "tickformat": "~s"},
            hovermode="x",
        )
        self.figure.layout.on_change(self._on_zoom, "xaxis.range")

    def show(self, from_ns, to_ns):
        """Zooms to this time, as the mouse does."""
        self.figure.layout.xaxis.range = [self._seconds(from_ns), self._seconds(to_ns)]

    def _on_zoom(self, layout, seconds):
        first, last = (self._origin_ns + round(float(second) * NANOS_PER_SECOND) for second in sorted(seconds))
        first, last = max(first, self._origin_ns), min(last, self._until_ns)
        if first >= last:
            return
        self.rows = self._ask(first, last)
        with self.figure.batch_update():
            for trace, new in zip(self.figure.data[2:], self._band(DETAIL, "visible range")):
                trace.x, trace.y = new.x, new.y

    def _band(self, colour, name):
        """From least to greatest as an area, the mean as a line; both broken where nothing was measured."""
        area, line = ([], []), ([], [])
        for stretch in _stretches(self.rows):
            seconds = [self._seconds(instant) for row in stretch for instant in (row["ts_ns"], row["until_ns"])]
            low, high, mean = ([row[figure] for row in stretch for _ in (0, 1)] for figure in ("min", "max", "mean"))
            _append(area, seconds + seconds[::-1], low + high[::-1])
            _append(line, seconds, mean)
        filled = {"fill": "toself", "fillcolor": colour, "line": {"width": 0}, "mode": "lines"}
        return [
            go.Scatter(x=area[0], y=area[1], showlegend=False, hoverinfo="skip", **filled),
            go.Scatter(x=line[0], y=line[1], name=name, mode="lines", line={"width": 1, "color": colour}),
        ]

    def _seconds(self, instant_ns):
        return (int(instant_ns) - self._origin_ns) / NANOS_PER_SECOND

    def _repr_mimebundle_(self, include=None, exclude=None, **kwargs):
        """Live where there is a kernel; as a figure with what is loaded where there is none, such as in a rendered page."""
        bundle = self.figure._repr_mimebundle_(include, exclude, **kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        page = go.Figure(self.figure).to_html(full_html=False, include_plotlyjs=True)
        return {**(data or {}), "text/html": page}, metadata


def steps(rows):
    """Rows of `waveform` to be drawn by any means: `ns`, min, max, mean where a window begins and where it ends, NaN in gaps."""
    points = []
    for stretch in _stretches(rows):
        points += [{"ns": row[edge], **row} for row in stretch for edge in ("ts_ns", "until_ns")]
        points.append({"ns": stretch[-1]["until_ns"]})
    return pandas.DataFrame(points, columns=["ns", "min", "max", "mean"])


def _stretches(rows):
    """Windows that follow on each other without a gap; those in which all samples are missing are gaps."""
    stretch = []
    for row in rows[rows["count"] > 0].to_dict("records"):
        sample_ns = (row["until_ns"] - row["ts_ns"]) / (row["count"] + row["missing_count"])
        if stretch and row["ts_ns"] - stretch[-1]["until_ns"] >= sample_ns:
            yield stretch
            stretch = []
        stretch.append(row)
    if stretch:
        yield stretch


def _append(points, x, y):
    """Adds points after a break."""
    points[0].extend([*x, None])
    points[1].extend([*y, None])


def _utc(instant_ns):
    return pandas.Timestamp(instant_ns, tz="UTC").isoformat().replace("+00:00", "Z")
