# SPDX-License-Identifier: Apache-2.0
"""The camera reads sheets that are held up, and where it is denied, the page says what else to do."""

from chromium import Chromium
from material import PASSWORD, USER
from page_test import PAGE, PageTest, in_each_browser, material


@in_each_browser
class DeniedCamera:
    camera = "denied"

    def test_a_denied_camera_leaves_the_other_ways_open(self):
        self.browser.state()
        self.browser.press("#camera-open")
        self.browser.until_text("#seen", "choose the photos")
        self.assertTrue(self.browser.run("return document.getElementById('camera').hidden"))
        self.browser.give(material.sheet("plain", "g1m1"))
        self.browser.until_text("#standing", "Security: 1 of 2")


class FilmedSheets(PageTest):
    browser_kind = Chromium

    def setUp(self):
        film = material.film(material.quorum("plain"), "sheets.mjpeg")
        self.browser = Chromium(camera=film)
        self.addCleanup(self.browser.close)
        self.browser.open(PAGE)

    def test_sheets_that_are_held_up_one_after_another_open_the_credential(self):
        self.browser.state()
        self.browser.press("#camera-open")
        self.browser.until_text("#camera-says", "taken")
        self.browser.until_shown("#open")
        self.browser.record_opening()
        self.assertEqual(self.browser.reveal(), [["user name", USER], ["password", PASSWORD]])
        self.assertFalse(self.browser.run("return Boolean(document.getElementById('video').srcObject)"))
        self.see_no_violation()
