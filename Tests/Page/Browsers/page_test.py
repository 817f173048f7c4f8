# SPDX-License-Identifier: Apache-2.0
"""The base of the page's tests: each runs in every browser, from `file://`, with an empty profile."""

import os
import tempfile
import unittest

from chromium import Chromium
from firefox import Firefox
from material import Material

BROWSERS = {"chromium": Chromium, "firefox": Firefox}
PAGE = os.environ["BREAKGLASS_PAGE"]

_folder = tempfile.TemporaryDirectory(prefix="breakglass-page-")
material = Material(os.environ["BREAKGLASS"], _folder.name)


class PageTest(unittest.TestCase):
    """A test with a browser that was opened for it."""

    #: Overridden by the classes that `in_each_browser` makes.
    browser_kind = None
    camera = None
    is_dark = False

    def setUp(self):
        self.browser = self.browser_kind(camera=self.camera, is_dark=self.is_dark)
        self.addCleanup(self.browser.close)
        self.browser.open(PAGE)

    def see_no_violation(self):
        """The page's own policy refused nothing of it."""
        self.assertEqual(self.browser.violations(), [])


def in_each_browser(test):
    """Makes a class for each browser from one that has the tests."""
    wanted = os.environ.get("BREAKGLASS_BROWSERS", " ".join(BROWSERS)).split()
    module = vars(__import__(test.__module__))
    for name in wanted:
        kind = BROWSERS[name]
        module[f"{test.__name__}In{kind.name}"] = type(
            f"{test.__name__}In{kind.name}", (test, PageTest), {"browser_kind": kind, "__module__": test.__module__})
    return test
