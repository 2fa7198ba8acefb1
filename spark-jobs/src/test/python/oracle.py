"""Answers questions about samples with NumPy, for NumpyOracleTest, which asks the lake the same.

    python oracle.py FOLDER

FOLDER has, as text with tabs and a line of column names first:

    blocks.tsv        which samples the lake has: runs of files of float32, and what the block of each says of it
    assignments.tsv   device, algorithm, valid_from_ns
    questions.tsv     number, kind, and name=value for each argument; times are nanoseconds since the Unix epoch

and gets answers.tsv: number of the question, number of the row, column, value (nothing for NULL), scale. A value with a
scale may be off by a small part of itself or of its scale, whichever is more; any other one is exact.

To add a kind of question, write a function of its name with @answers above it: it gets the lake and the question, and
returns rows, each a dict of columns. Nothing here is shared with what it checks, and nothing is meant to be fast.
"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.stats import t as student

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


@dataclass(frozen=True)
class Stretch:
    """Samples of one session, by their index, while one algorithm ran."""

    session: str
    since: int  # when the question or its algorithm begins, ns
    unit: str
    rate: float
    origin: int  # time of the first sample of the first block, or since, if that is later, ns
    index: np.ndarray
    begin: np.ndarray  # time of each sample, ns
    end: np.ndarray  # time of the sample after it, by the clock of its block, ns
    sequence: np.ndarray  # number of its block
    value: np.ndarray  # float32

    @property
    def length(self):
        return int(self.index[-1] - self.index[0] + 1) if self.index.size else 0

    @property
    def present(self):
        return self.value[~np.isnan(self.value)].astype(np.float64)

    @property
    def missing(self):
        return self.length - self.present.size

    def part(self, which):
        return replace(
            self,
            index=self.index[which],
            begin=self.begin[which],
            end=self.end[which],
            sequence=self.sequence[which],
            value=self.value[which],
        )


class Lake:
    def __init__(self, folder):
        self.blocks = table(folder / "blocks.tsv")
        self.assignments = table(folder / "assignments.tsv")
        self.files = {name: np.fromfile(folder / name, "<f4") for name in {block["file"] for block in self.blocks}}

    def stretches(self, question, signal):
        """What a question asks for of one signal."""
        begin, end = int(question["from"]), int(question["to"])
        found = {}
        for block in self.blocks:
            wanted = block["device"] == question["device"] and block["signal"] == signal
            if wanted and question.get("session", block["session"]) == block["session"]:
                samples = self.samples(block)
                inside = (samples["begin"] >= begin) & (samples["begin"] < end)
                for since, ran in self.spans(block, samples["begin"], question["algorithm"]):
                    if (inside & ran).any():
                        of_stretch = found.setdefault((block["session"], max(since, begin)), [])
                        of_stretch.append((block, {name: field[inside & ran] for name, field in samples.items()}))
        return [joined(since, parts) for (_, since), parts in sorted(found.items(), key=lambda item: item[0])]

    def samples(self, block):
        rate, count, first = float(block["sample_rate_hz"]), int(block["sample_count"]), int(block["file_offset"])
        position = np.arange(count + 1)
        time = int(block["start_ns"]) + np.floor(position * 1e9 / rate + 0.5).astype(np.int64)
        return {
            "index": int(block["first_sample"]) + position[:-1],
            "begin": time[:-1],
            "end": time[1:],
            "sequence": np.full(count, int(block["sequence"])),
            "value": self.files[block["file"]][first : first + count],
        }

    def spans(self, block, times, algorithm):
        """When a block ran an algorithm: since when, and which of these times."""
        always = np.iinfo(np.int64).min
        if block["algorithm"] != "unassigned":
            return [(always, np.ones(times.shape, bool))] if block["algorithm"] == algorithm else []
        starts = sorted(
            (int(row["valid_from_ns"]), row["algorithm"])
            for row in self.assignments
            if row["device"] == block["device"]
        )
        starts.insert(0, (always, "unassigned"))
        ends = [start for start, _ in starts[1:]] + [np.iinfo(np.int64).max]
        return [
            (start, (times >= start) & (times < end))
            for (start, ran), end in zip(starts, ends)
            if ran == algorithm
        ]

    def power(self, question):
        """Power as it is published, and, of sessions that publish none, current × voltage of the same sample."""
        published = self.stretches(question, "power")
        known = {stretch.session for stretch in published}
        voltages = {(stretch.session, stretch.since): stretch for stretch in self.stretches(question, "voltage")}
        products = []
        for current in self.stretches(question, "current"):
            voltage = voltages.get((current.session, current.since))
            if current.session not in known and voltage is not None:
                index, c, v = np.intersect1d(current.index, voltage.index, return_indices=True)
                if index.size:
                    products.append(replace(current.part(c), unit="W", value=current.value[c] * voltage.value[v]))
        return published, products

    def readings(self, question):
        """What a question asks for; of power also what is not published."""
        if question["signal"] == "power":
            published, products = self.power(question)
            return published + products
        return self.stretches(question, question["signal"])


def joined(since, parts):
    parts = sorted(parts, key=lambda part: int(part[0]["first_sample"]))
    block = parts[0][0]
    fields = {name: np.concatenate([samples[name] for _, samples in parts]) for name in parts[0][1]}
    origin = max(int(block["start_ns"]), since)
    return Stretch(block["session"], since, block["unit"], float(block["sample_rate_hz"]), origin, **fields)


def present(stretches):
    return np.concatenate([np.empty(0), *(stretch.present for stretch in stretches)])


def covered(stretches):
    """Columns that most answers have."""
    return {
        "sample_count": sum(stretch.present.size for stretch in stretches),
        "missing_count": sum(stretch.missing for stretch in stretches),
        "sessions": len({stretch.session for stretch in stretches}),
    }


def unit(stretches):
    return {"unit": stretches[0].unit if stretches else None}


@answers
def stats(lake, question):
    stretches = lake.readings(question)
    x = present(stretches)
    size = np.abs(x).mean() if x.size else 0
    figures = {
        "mean": about(x.mean(), size),
        "std": about(x.std()),
        "rms": about(np.sqrt((x * x).mean())),
        "min": x.min(),
        "max": x.max(),
        "peak_to_peak": x.max() - x.min(),
    } if x.size else dict.fromkeys(("mean", "std", "rms", "min", "max", "peak_to_peak"))
    integral = [(stretch.present.sum() / stretch.rate, np.abs(stretch.present).sum() / stretch.rate)
                for stretch in stretches]
    return [{
        **covered(stretches),
        **unit(stretches),
        **figures,
        "seconds": about(sum(stretch.length / stretch.rate for stretch in stretches)),
        "integral": about(sum(sum_ for sum_, _ in integral), sum(size for _, size in integral)) if stretches else None,
    }]


def energy_of(stretches):
    joules = sum(stretch.present.sum() / stretch.rate for stretch in stretches)
    scale = sum(np.abs(stretch.present).sum() / stretch.rate for stretch in stretches)
    seconds = sum(stretch.present.size / stretch.rate for stretch in stretches)
    return {
        "energy_j": about(joules, scale) if stretches else None,
        "mean_power_w": about(joules / seconds, scale / seconds) if seconds else None,
        "seconds": about(sum(stretch.length / stretch.rate for stretch in stretches)),
    }


@answers
def energy(lake, question):
    published, products = lake.power(question)
    sources = (["current × voltage"] if products else []) + (["power"] if published else [])
    return [{
        **covered(published + products),
        **energy_of(published + products),
        "source": " and ".join(sources),
    }]


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


def difference(a, b):
    """Welch's interval for the difference of the means, Fieller's for their ratio."""
    row = dict.fromkeys(f"difference{name}" for name in
                        ("_j", "_low_j", "_high_j", "_percent", "_low_percent", "_high_percent"))
    if a.size and b.size:
        row["difference_j"] = about(b.mean() - a.mean(), abs(a.mean()))
        row["difference_percent"] = about(100 * (b.mean() / a.mean() - 1), 100)
    if a.size > 1 and b.size > 1:
        va, vb = a.var(ddof=1) / a.size, b.var(ddof=1) / b.size
        t = student.ppf(0.975, (va + vb) ** 2 / (va**2 / (a.size - 1) + vb**2 / (b.size - 1)))
        half = t * np.sqrt(va + vb)
        row["difference_low_j"] = about(b.mean() - a.mean() - half, abs(a.mean()))
        row["difference_high_j"] = about(b.mean() - a.mean() + half, abs(a.mean()))
        ratios = np.roots([a.mean() ** 2 - t**2 * va, -2 * a.mean() * b.mean(), b.mean() ** 2 - t**2 * vb])
        if a.mean() ** 2 > t**2 * va:
            row["difference_low_percent"] = about(100 * (ratios.min() - 1), 100)
            row["difference_high_percent"] = about(100 * (ratios.max() - 1), 100)
    return row


@answers
def compare(lake, question):
    seconds = float(question["period_s"])
    row = {}
    energies = []
    for side in "ab":
        of_side = {**question, "algorithm": question[f"algorithm_{side}"]}
        if f"session_{side}" in question:
            of_side["session"] = question[f"session_{side}"]
        stretches = sum(lake.power(of_side), [])
        figures = energy_of(stretches)
        energies.append(periods(stretches, seconds))
        row[f"energy_{side}_j"] = figures["energy_j"]
        row[f"mean_power_{side}_w"] = figures["mean_power_w"]
        row[f"seconds_{side}"] = figures["seconds"]
        row[f"missing_{side}"] = covered(stretches)["missing_count"]
        row[f"sessions_{side}"] = covered(stretches)["sessions"]
        row[f"periods_{side}"] = energies[-1].size
    return [{**row, **difference(*energies)}]


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


@answers
def histogram(lake, question):
    stretches = lake.readings(question)
    x = present(stretches)
    finite = x[np.isfinite(x)]
    bins = []
    if finite.size:
        steps = int(question["bins"]) if finite.min() < finite.max() else 1
        edges = np.linspace(finite.min(), finite.max(), steps + 1)
        counts = [finite.size] if steps == 1 else np.histogram(finite, steps)[0]
        bins = list(zip(edges, edges[1:], counts))
    bins = [(-np.inf, -np.inf, (x == -np.inf).sum()), *bins, (np.inf, np.inf, (x == np.inf).sum())]
    return [
        {"from_value": first, "to_value": last, "count": count, "fraction": count / x.size,
         **covered(stretches), **unit(stretches)}
        for first, last, count in bins
        if count or np.isfinite(first)
    ]


@answers
def cdf(lake, question):
    stretches = lake.readings(question)
    x = np.sort(present(stretches))
    finite = x[np.isfinite(x)]
    values = []
    if finite.size:
        values = np.linspace(finite[0], finite[-1], int(question["points"]) if finite[0] < finite[-1] else 1)
    values = [*([-np.inf] if -np.inf in x else []), *values, *([np.inf] if np.inf in x else [])]
    return [
        {"value": value, "count": count, "fraction": count / x.size, **covered(stretches), **unit(stretches)}
        for value, count in zip(values, np.searchsorted(x, values, side="right"))
    ]


@answers
def quantiles(lake, question):
    stretches = lake.readings(question)
    x = np.sort(present(stretches))
    places = [float(at) for at in question["at"].split(",")]
    return [
        {"at": at, "value": quantile(x, at), **covered(stretches), **unit(stretches)}
        for at in places
    ]


def quantile(ordered, at):
    if not ordered.size:
        return None
    if np.isfinite(ordered).all():
        return np.quantile(ordered, at, method="inverted_cdf")
    return ordered[max(int(np.ceil(at * ordered.size - 1)), 0)]  # NumPy makes NaN of infinities


def table(path):
    names, *lines = path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(names.split("\t"), line.split("\t"))) for line in lines]


def text(value):
    """As Java reads it."""
    if value is None:
        return ""
    if isinstance(value, (str, int, np.integer)):
        return str(value)
    if np.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return "NaN" if np.isnan(value) else repr(float(value))


def main(folder):
    lake = Lake(folder)
    questions = (folder / "questions.tsv").read_text(encoding="utf-8").splitlines()
    with (folder / "answers.tsv").open("w", encoding="utf-8") as out:
        for line in questions:
            number, kind, *arguments = line.split("\t")
            question = dict(argument.split("=", 1) for argument in arguments)
            for row, columns in enumerate(KINDS[kind](lake, question)):
                for name, value in columns.items():
                    print(number, row, name, text(value), getattr(value, "scale", ""), sep="\t", file=out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
