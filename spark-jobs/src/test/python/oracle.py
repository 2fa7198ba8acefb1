"""Answers questions about samples with NumPy, for NumpyOracleTest, which asks the lake the same.

    python oracle.py FOLDER

FOLDER has, as text with tabs and a line of column names first:

    blocks.tsv        which samples the lake has: runs of files of float32, and what the block of each says of it
    assignments.tsv   device, algorithm, valid_from_ns
    questions.tsv     number, kind, and name=value for each argument; times are nanoseconds since the Unix epoch

and gets answers.tsv: number of the question, number of the row, column, value (nothing for NULL), scale. A value with a
scale may be off by a small part of itself or of its scale, whichever is more; any other one is exact.

To add a kind of question, write a function of its name with @answers above it, in a module that is imported here: it gets
the lake and the question, and returns rows, each a dict of columns. Nothing is shared with what it checks, and nothing is
meant to be fast.
"""

import sys
from importlib import import_module
from pathlib import Path

from answers import KINDS, text
from lake import Lake

for module in ("aligned", "compare", "distribution", "events", "figures", "gaps", "periods", "waveform"):
    import_module(module)


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
