#!/usr/bin/env python3
"""Writes the golden messages of docs/block-format.md, version 1, without any of Joulelake's own code.

    pip install zstandard google-crc32c
    python make_golden.py

Each message NAME.bin gets a NAME.properties beside it that says what a reader must find. The files are checked in; they
change only together with the specification.
"""
import fractions
import math
import pathlib
import struct
import uuid

import google_crc32c
import zstandard

FOLDER = pathlib.Path(__file__).parents[1] / "resources/org/joulelake/block/v1"
RAW, SHUFFLE_ZSTD, LATTICE, DERIVED = 0, 1, 2, 3
CODEC_NAMES = {RAW: "RAW", SHUFFLE_ZSTD: "SHUFFLE_ZSTD", LATTICE: "LATTICE", DERIVED: "DERIVED"}
NAN = 0x7FC00000

# Bits of float32: both zeros, the least denormals, the greatest finite ones, infinities, quiet and signalling NaNs.
SPECIAL = [
    0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x007FFFFF, 0x00800000, 0x7F7FFFFF, 0xFF7FFFFF,
    0x7F800000, 0xFF800000, 0x7FC00000, 0xFFC00000, 0x7FC00001, 0x7F800001, 0xFF800001, 0x7FFFFFFF, 0xFFFFFFFF,
]


def bits(value):
    return struct.unpack("<I", struct.pack("<f", value))[0]


def planes(numbers, width):
    return b"".join(bytes(n >> 8 * plane & 0xFF for n in numbers) for plane in range(width))


def zstd(content):
    return zstandard.ZstdCompressor(level=1, write_content_size=True, write_checksum=False).compress(content)


def total_order(word):
    """IEEE 754 totalOrder: negative NaNs, -inf, ..., -0, +0, ..., +inf, positive NaNs."""
    return -1 - (word & 0x7FFFFFFF) if word >> 31 else word


def zigzag(difference, width):
    modulus = 1 << 8 * width
    signed = (difference + modulus // 2) % modulus - modulus // 2
    return 2 * signed if signed >= 0 else -2 * signed - 1


def lattice(samples, deltas):
    table = sorted(set(samples), key=total_order)
    ranks = [table.index(sample) for sample in samples]
    width = 1 if len(table) <= 256 else 2
    if deltas:
        ranks = [zigzag(rank - before, width) for before, rank in zip([0] + ranks, ranks)]
    return struct.pack("<BBH", 1 if deltas else 0, 0, len(table) - 1) + zstd(planes(table, 4) + planes(ranks, width))


def payload(codec, samples, deltas):
    if codec == RAW:
        return struct.pack(f"<{len(samples)}I", *samples)
    if codec == SHUFFLE_ZSTD:
        return zstd(planes(samples, 4))
    return lattice(samples, deltas)


def message(codec, texts, session, sequence, first, start, rate, samples, body):
    texts = [text.encode() for text in texts]
    samples_crc = google_crc32c.value(struct.pack(f"<{len(samples)}I", *samples))
    length = 80 + sum(map(len, texts)) + len(body)
    head = b"JLKB" + struct.pack("<BBHI", 1, codec, 0, length)
    rest = session.bytes + struct.pack("<qqqdIII", sequence, first, start, rate, len(samples), samples_crc, len(body))
    rest += bytes(map(len, texts)) + b"".join(texts) + body
    return head + struct.pack("<I", google_crc32c.value(head + rest)) + rest


def number(word):
    return struct.unpack("<f", struct.pack("<I", word))[0]


def product(current, voltage):
    """Bits of float32(current x voltage): the exact product fits a double, and struct rounds once."""
    exact = number(current) * number(voltage)
    try:
        return NAN if math.isnan(exact) else bits(exact)
    except OverflowError:
        return bits(math.copysign(math.inf, exact))


def bucket(samples):
    """Least, greatest, sum, count of the samples that are not missing."""
    present = [number(word) for word in samples if not math.isnan(number(word))]
    if not present:
        return math.nan, math.nan, 0.0, 0
    finite = all(map(math.isfinite, present))
    total = math.fsum(present) if finite else sum(present)
    return min(present), max(present), math.nan if math.isnan(total) else total, len(present)


def deviation(samples):
    present = [number(word) for word in samples if not math.isnan(number(word))]
    if not present or not all(map(math.isfinite, present)):
        return math.nan
    exact = [fractions.Fraction(value) for value in present]
    mean = sum(exact) / len(exact)
    return math.sqrt(sum((value - mean) ** 2 for value in exact) / len(exact))


def derived(std, buckets, packed):
    records = [struct.pack("<ffdH", *one) for one in buckets]
    content = struct.pack("<d", std) + b"".join(bytes(record[plane] for record in records) for plane in range(18))
    return b"\1" + zstd(content) if packed else b"\0" + content


def figures(std, buckets):
    """What a reader must find in the block: what was written, and what follows from it."""
    count = sum(one[3] for one in buckets)
    filled = [one for one in buckets if one[3]]
    total = 0.0
    for one in buckets:
        total += one[2]
    return [f"std={std!r}", f"min={min((one[0] for one in filled), default=math.nan)!r}",
            f"max={max((one[1] for one in filled), default=math.nan)!r}",
            f"mean={total / count if count else math.nan!r}",
            "buckets=" + " ".join(f"{low!r}/{high!r}/{total!r}/{count}" for low, high, total, count in buckets)]


def golden_derived(name, current, voltage, packed=False):
    samples = list(map(product, current, voltage))
    std = deviation(samples)
    buckets = [bucket(samples[at:at + 1024]) for at in range(0, len(samples), 1024)]
    golden(name, DERIVED, samples, texts=("JS110-000127", "baseline", "power", "W"), body=derived(std, buckets, packed),
           more=[f"packed={'true' if packed else 'false'}"] + figures(std, buckets)
           + ["current=" + words(current), "voltage=" + words(voltage)])


def words(samples):
    return " ".join(f"{word:08x}" for word in samples)


def golden(name, codec, samples, texts=("JS110-000127", "baseline", "current", "A"), deltas=False,
           session=uuid.UUID("0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"), sequence=7, first=458752,
           start=1767225600123456789, rate=2e6, body=None, more=()):
    body = body or payload(codec, samples, deltas)
    (FOLDER / f"{name}.bin").write_bytes(
        message(codec, texts, session, sequence, first, start, rate, samples, body))
    lines = [f"# what {name}.bin says; made by make_golden.py", f"codec={CODEC_NAMES[codec]}"]
    if codec == LATTICE:
        lines.append(f"deltas={'true' if deltas else 'false'}")
    lines += more
    lines += [f"{key}={text}" for key, text in zip(("device", "algorithm", "signal", "unit"), texts)]
    lines += [f"session={session}", f"sequence={sequence}", f"firstSample={first}", f"startNanos={start}",
              f"sampleRateHz={rate!r}", "samples=" + words(samples)]
    (FOLDER / f"{name}.properties").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    golden("worked-example", LATTICE, [bits(0.5), bits(-2.0), bits(0.5), bits(0.5)],
           texts=("dev", "", "i", "A"), sequence=1, first=4, start=1_000_000_000, rate=4.0,
           session=uuid.UUID("00112233-4455-4677-8899-aabbccddeeff"))
    golden("raw-special-floats", RAW, SPECIAL)
    golden("raw-one-sample-texts-empty", RAW, [bits(3.3)], texts=("d", "", "v", ""), sequence=0, first=0, start=0)
    golden("raw-extreme-header", RAW, [bits(1.0)], texts=("d" * 255, "a" * 255, "s" * 255, "u" * 255),
           session=uuid.UUID(int=2**128 - 1), sequence=2**63 - 1, first=2**63 - 2, start=-2**63, rate=1e-3)
    golden("shuffle-zstd-ramp-texts-not-ascii", SHUFFLE_ZSTD, [bits(1e-6 * k * k) for k in range(500)],
           texts=("Prüfling-7 测试", "énergie 🔋", "température", "°C"), rate=0.1 + 0.2)
    golden("shuffle-zstd-special-floats", SHUFFLE_ZSTD, SPECIAL)
    golden("shuffle-zstd-constant", SHUFFLE_ZSTD, [bits(0.25)] * 1000)
    saw = [bits(0.001 * (k % 10)) for k in range(100)]
    steps = [bits((k % 300 - 150) * 1e-5) for k in range(700)]
    golden("lattice-narrow-plain", LATTICE, saw)
    golden("lattice-narrow-deltas", LATTICE, saw, deltas=True)
    golden("lattice-narrow-256-values-deltas", LATTICE, [bits(float(k * 255 % 256)) for k in range(300)], deltas=True)
    golden("lattice-wide-257-values-plain", LATTICE, [bits(float(k * 255 % 257)) for k in range(300)])
    golden("lattice-wide-plain", LATTICE, steps)
    golden("lattice-wide-deltas", LATTICE, steps, deltas=True)
    golden("lattice-special-floats", LATTICE, SPECIAL * 2)
    golden_derived("derived-one-sample", [bits(0.1)], [bits(3.3)])
    golden_derived("derived-special-floats", SPECIAL * len(SPECIAL), [word for word in SPECIAL for _ in SPECIAL])
    gap = [NAN if 1000 <= k < 2100 else bits(1e-4 * (k % 97)) for k in range(2500)]
    golden_derived("derived-missing-bucket", gap, [bits(3.3)] * 2500)
    golden_derived("derived-all-missing", [NAN] * 1025, [bits(3.3)] * 1025)
    steady = [bits(1e-3 + 1e-9 * (k * 7919 % 1000)) for k in range(1100)]
    golden_derived("derived-packed", steady, [bits(3.3)] * len(steady), packed=True)


if __name__ == "__main__":
    main()
