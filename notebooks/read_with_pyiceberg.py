"""Reads current waveforms from a lake with PyIceberg, without Spark.

    pip install -r notebooks/requirements.txt
    python notebooks/read_with_pyiceberg.py [CATALOG_URI]

The catalog of a running `joulelake up` is at http://127.0.0.1:8181; it tells its clients where the storage is.
Prints a line for each capture: device, algorithm, session, samples, mean, CRC-32 of the samples as little-endian float32.
"""

import sys
import zlib

import numpy as np
from pyiceberg.catalog import load_catalog

uri = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8181"
blocks = load_catalog("lake", type="rest", uri=uri).load_table("power.blocks")

# The filter prunes partitions and files before anything is read; only these columns are fetched.
rows = blocks.scan(
    row_filter="signal = 'current'",
    selected_fields=("device", "algorithm", "session", "sequence", "values"),
).to_arrow()

captures = {}
for block in range(rows.num_rows):
    device, algorithm, session, sequence = (
        rows[column][block].as_py() for column in ("device", "algorithm", "session", "sequence")
    )
    samples = rows["values"][block].values.to_numpy(zero_copy_only=False)
    captures.setdefault((device, algorithm, session), []).append((sequence, samples))

for capture, parts in sorted(captures.items()):
    samples = np.concatenate([samples for _, samples in sorted(parts, key=lambda part: part[0])]).astype("<f4")
    print(*capture, samples.size, f"{np.nanmean(samples, dtype=np.float64):.9g}", f"{zlib.crc32(samples.tobytes()):08x}")
