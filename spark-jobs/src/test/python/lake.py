"""Samples as the lake has them, each with its index and time."""

from dataclasses import dataclass, replace

import numpy as np

BUCKET = 1024


@dataclass(frozen=True)
class Stretch:
    """Samples of one session, by their index, while one algorithm ran."""

    session: str
    since: int  # when the question or its algorithm begins, ns
    unit: str
    rate: float
    origin: int  # time of the first sample; of current × voltage, the first of current, ns
    longest_block: int  # ns
    index: np.ndarray
    begin: np.ndarray  # time of each sample, ns
    end: np.ndarray  # time of the sample after it, by the clock of its block, ns
    bucket: np.ndarray  # time of the first sample of its bucket; its own if its block is not all in the stretch, ns
    block: np.ndarray  # the same of its block
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
            bucket=self.bucket[which],
            block=self.block[which],
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
                        of_stretch.append((block, cut(samples, inside & ran)))
        return [joined(since, parts) for (_, since), parts in sorted(found.items(), key=lambda item: item[0])]

    def samples(self, block):
        rate, count, first = float(block["sample_rate_hz"]), int(block["sample_count"]), int(block["file_offset"])
        position = np.arange(count + 1)
        time = int(block["start_ns"]) + after(position, rate)
        return {
            "index": int(block["first_sample"]) + position[:-1],
            "begin": time[:-1],
            "end": time[1:],
            "bucket": time[position[:-1] // BUCKET * BUCKET],
            "block": np.full(count, time[0]),
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


def after(samples, rate):
    """Time of so many samples, ns."""
    return np.floor(samples * 1e9 / rate + 0.5).astype(np.int64)


def cut(samples, which):
    part = {name: field[which] for name, field in samples.items()}
    return part if which.all() else {**part, "bucket": part["begin"], "block": part["begin"]}


def joined(since, parts):
    parts = sorted(parts, key=lambda part: int(part[0]["first_sample"]))
    block = parts[0][0]
    fields = {name: np.concatenate([samples[name] for _, samples in parts]) for name in parts[0][1]}
    rate = float(block["sample_rate_hz"])
    longest = max(after(np.array(int(block["sample_count"])), rate) for block, _ in parts)
    return Stretch(block["session"], since, block["unit"], rate, fields["begin"][0], longest, **fields)


def table(path):
    names, *lines = path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(names.split("\t"), line.split("\t"))) for line in lines]
