#!/usr/bin/env python3
"""Asks a recording of the vendor's format what QueryBenchmark asks the lake: the same samples, as many windows.

    java … org.joulelake.benchmarks.HourSamples SECONDS | zoom.py write FILE.jls
    zoom.py ask FILE.jls [--runs N]

`write` notes the true figures of windows that divide the whole beside the recording, as the samples pass by. `ask` tells
the time of each question, first and then, and how far the answers are from the truth: of windows of the whole as noted, of
shorter ones from the samples that it reads back. Needs requirements.txt and Python 3.12 or newer.
"""
import argparse
import statistics
import sys
import time

import numpy as np
from pyjls import DataType, Reader, SignalType, Writer

RATE_HZ = 1_000_000
WINDOW = 1_800_000          # samples: 2,000 windows an hour
SIGNAL = 3
FIGURES = ["mean", "min", "max"]
COLUMNS = {"mean": 0, "min": 2, "max": 3}


def chunks():
    while True:
        bytes_ = sys.stdin.buffer.read(4 * WINDOW)
        if not bytes_:
            return
        yield np.frombuffer(bytearray(bytes_), dtype="<f4")


def truth_of(x):
    return [x.mean(dtype=np.float64), x.min(), x.max()]


def write(path):
    begin = time.monotonic()
    truth = []
    with Writer(path) as writer:
        writer.source_def(source_id=1, name="simulated", vendor="", model="", version="", serial_number="")
        writer.signal_def(signal_id=SIGNAL, source_id=1, signal_type=SignalType.FSR, data_type=DataType.F32,
                          sample_rate=RATE_HZ, name="current", units="A")
        at = 0
        for x in chunks():
            writer.fsr(SIGNAL, at, x)
            at += len(x)
            if len(x) == WINDOW:
                truth.append(truth_of(x))
    np.save(path + ".truth.npy", np.array(truth))
    print(f"{at:,} samples written in {time.monotonic() - begin:.0f} s")


def timed(question, runs):
    """The answer, the time of the first run, and those of the others, in ms."""
    millis = []
    for _ in range(runs + 1):
        begin = time.perf_counter()
        answer = question()
        millis.append((time.perf_counter() - begin) * 1e3)
    return answer, millis[0], sorted(millis[1:])


def error(answer, truth):
    """Of the means, the largest error in percent of the span of all samples; of least and greatest, how many are not the same."""
    span = truth[:, 2].max() - truth[:, 1].min()
    text = [f"mean off by {np.max(np.abs(answer[:, 0] - truth[:, 0])) / span * 100:.2g} % at most"]
    for name in ["min", "max"]:
        expected = truth[:, FIGURES.index(name)].astype(np.float32)
        wrong = np.count_nonzero(answer[:, COLUMNS[name]].astype(np.float32) != expected)
        text.append(f"{name} wrong in {wrong} of {len(truth)}")
    return ", ".join(text)


def tell(name, answer, first, then, truth):
    middle = statistics.median(then)
    print(f"{name:32} {len(answer):6} rows  first {first:9,.1f} ms  then {middle:,.1f} ({then[0]:,.1f}–{then[-1]:,.1f}) ms"
          f"  {error(answer, truth)}")


def ask(path, runs):
    truth = np.load(path + ".truth.npy")
    begin = time.perf_counter()
    with Reader(path) as reader:
        print(f"open: {(time.perf_counter() - begin) * 1e3:,.1f} ms")
        length = reader.signals[SIGNAL].length

        def windows(start, width, count):
            return lambda: reader.fsr_statistics(SIGNAL, start, width, count)

        def exact(start, width, count):
            return np.array([truth_of(x) for x in np.split(reader.fsr(SIGNAL, start, width * count), count)])

        count = length // WINDOW
        tell(f"whole, {count:,} points", *timed(windows(0, WINDOW, count), runs), truth[:count])
        middle = length // 3 + 123_456
        tell("1 s, 2,000 points", *timed(windows(middle, 500, 2_000), runs), exact(middle, 500, 2_000))
        tell("1 ms, each sample", *timed(windows(middle, 1, 1_000), runs), exact(middle, 1, 1_000))
        whole = np.array([[truth[:, 0].mean(), truth[:, 1].min(), truth[:, 2].max()]])
        if length % WINDOW == 0:
            tell("whole, one row", *timed(windows(0, length, 1), runs), whole)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["write", "ask"])
    parser.add_argument("file")
    parser.add_argument("--runs", type=int, default=9, help="after the first (default 9)")
    arguments = parser.parse_args()
    if arguments.command == "write":
        write(arguments.file)
    else:
        ask(arguments.file, arguments.runs)


if __name__ == "__main__":
    main()
