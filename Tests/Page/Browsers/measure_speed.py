#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the page against the command line: from three scans of 200 dpi to the quorum.

Run it on an idle machine, after `swift build --configuration release` and `scripts/build-page
.build/page/recovery.html`:

    Tests/Page/Browsers/measure_speed.py [RUNS]

The page's time is from the drop of the three files to the offer to open, in a page that is loaded anew for each run. The
program's is that of `breakglass recover --field password --output -` on the same files, with its start. Both are medians.
BREAKGLASS and BREAKGLASS_PAGE name another program or page.
"""

import base64
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from PIL import Image

from chromium import Chromium
from firefox import Firefox
from material import ROOT, Material

PROGRAM = os.environ.get("BREAKGLASS", str(ROOT / ".build" / "release" / "breakglass"))
PAGE = os.environ.get("BREAKGLASS_PAGE", str(ROOT / ".build" / "page" / "recovery.html"))

DROP = """
const [contents, done] = [arguments[0], arguments[arguments.length - 1]];
const data = new DataTransfer();
contents.forEach((content, index) => data.items.add(new File(
  [Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], `scan-${index}.png`, { type: 'image/png' })));
const start = performance.now();
document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
const look = () => document.getElementById('credential-step').hidden ? setTimeout(look, 5) : done(performance.now() - start);
look();
"""


def scans(material):
    """Three sheets of a quorum, as scans of 200 dpi."""
    paths = []
    for sheet in material.quorum("plain"):
        path = material.folder / f"scan-{sheet.stem}.png"
        Image.open(sheet).convert("L").resize((1654, 2339)).save(path, dpi=(200, 200))
        paths.append(path)
    return paths


def program(material, paths, run):
    """The seconds that the program takes."""
    start = time.monotonic()
    subprocess.run([PROGRAM, "recover", "--reason", "a measurement", "--journal", material.folder / f"run-{run}.jsonl",
                    "--field", "password", "--output", "-", *paths],
                   stdin=subprocess.DEVNULL, capture_output=True, check=True,
                   env={**os.environ, "HOME": str(material.folder)})
    return time.monotonic() - start


def page(browser, paths):
    """The seconds that the page takes."""
    browser.open(PAGE)
    browser.state()
    contents = [base64.b64encode(pathlib.Path(path).read_bytes()).decode() for path in paths]
    return browser.run_async(DROP, contents) / 1000


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory(prefix="breakglass-speed-") as folder:
        material = Material(PROGRAM, folder)
        paths = scans(material)
        base = statistics.median(program(material, paths, run) for run in range(runs))
        print(f"three scans of 200 dpi, to the quorum, the median of {runs} runs")
        print(f"{'breakglass recover':20} {base:6.2f} s", flush=True)
        for kind in (Chromium, Firefox):
            browser = kind()
            try:
                seconds = statistics.median(page(browser, paths) for _ in range(runs))
            finally:
                browser.close()
            print(f"{'page in ' + kind.name:20} {seconds:6.2f} s  {seconds / base:5.2f} times the program", flush=True)


if __name__ == "__main__":
    main()
