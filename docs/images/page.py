#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Draws the pictures of the recovery page: page.py BREAKGLASS PAGE. Sets are dealt for it that protect nothing."""

import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "Page" / "Browsers"))

from chromium import Chromium  # noqa: E402
from material import Material  # noqa: E402

#: The page as it is on a device that is offline, without scroll bars.
OFFLINE = """
Object.defineProperty(navigator, 'onLine', { get: () => false });
dispatchEvent(new Event('offline'));
for (const part of [document.documentElement, document.getElementById('reveal')]) part.style.scrollbarWidth = 'none';
"""
IMAGES = ROOT / "docs" / "images"


def keep(browser, name, height=None):
    """Keeps a picture of the screen, in a few colors: half the size."""
    if height:
        browser.resize(browser.run("return window.innerWidth"), height)
    path = IMAGES / f"{name}.png"
    path.write_bytes(browser.picture())
    subprocess.run(["convert", path, "-strip", "+dither", "-colors", "64", path], check=True)
    print(path.relative_to(ROOT))


def main():
    breakglass, page = sys.argv[1:]
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        material = Material(breakglass, folder)
        browser = Chromium(width=960, height=1000)
        browser.open(page)
        browser.run(OFFLINE)
        browser.type("#account", "AWS root, example.com")
        browser.type("#reason", "the portal answers 503 since 02:40")
        browser.type("#ticket", "INC-4711")
        browser.type("#operator", "Dana Novak")
        keep(browser, "page-statement", 1060)
        browser.close()

        browser = Chromium(width=1180, height=900)
        browser.open(page)
        browser.run(OFFLINE)
        browser.state()
        quorum = material.quorum("plain")
        browser.give(quorum[0], quorum[2])
        keep(browser, "page-sheets", 980)
        browser.give(quorum[1])
        browser.record_opening()
        browser.press("#show")
        browser.until_drawn()
        keep(browser, "page-reveal", 560)
        browser.close()


if __name__ == "__main__":
    main()
