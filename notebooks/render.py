"""Runs notebooks and writes them as HTML pages: python render.py --out DIR [NOTEBOOK ...]

`joulelake notebooks` calls it, with the lake's settings in the environment.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter
from traitlets.config import Config

HERE = Path(__file__).resolve().parent
ORDER = ["first-look", "comparison", "quality", "without-spark"]
CELL_TIMEOUT_SECONDS = 1800


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of the pages")
    parser.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help=", ".join(ORDER))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    os.environ["JOULELAKE_OUT"] = str(arguments.out)
    for name in arguments.notebooks or ORDER:
        render(name, arguments.out)


def render(name, out):
    started = time.monotonic()
    notebook = nbformat.read(HERE / f"{name}.ipynb", as_version=4)
    print(f"{name}: {len(notebook.cells)} cells", flush=True)
    failure = run(name, notebook)
    nbformat.write(notebook, out / f"{name}.ipynb")
    page = out / f"{name}.html"
    page.write_text(to_html(notebook), encoding="utf-8")
    if failure:
        sys.exit(f"{failure} (the page up to there: {page})")
    print(f"{name}: {page} ({time.monotonic() - started:.0f} s)", flush=True)


def run(name, notebook):
    """Runs all cells; the words of the error that ended it, or None."""
    client = NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(HERE)}},
        store_widget_state=False,
        config=Config({"KernelManager": {"transport": "ipc"}}),
    )
    try:
        client.execute()
    except CellExecutionError as error:
        kind = "" if error.ename == "AssertionError" else f"{error.ename}: "
        words = " ".join(f"{kind}{error.evalue}".split())
        return f"{name} cannot go on: {words[:1000]}"
    return None


def to_html(notebook):
    # A page has no kernel behind it: what a live widget shows is put there as the figure that it also is.
    shown = ["text/html", "image/svg+xml", "image/png", "text/markdown", "text/latex", "text/plain"]
    # Nor does it load anything from elsewhere: it may be looked at without a network, and tells nobody that it is.
    nowhere = {"mathjax_url": "", "require_js_url": "", "mermaid_js_url": "", "jquery_url": ""}
    config = Config({"NbConvertBase": {"display_data_priority": shown}, "HTMLExporter": nowhere})
    return HTMLExporter(config=config).from_notebook_node(notebook)[0]


if __name__ == "__main__":
    main()
