# SPDX-License-Identifier: Apache-2.0
"""No text of the page's memory holds a share, a passphrase or the credential: neither while sheets are here nor after."""

from chromium import Chromium
from material import PASSPHRASE, PASSWORD, vectors
from page_test import PageTest, material


class Memory(PageTest):
    browser_kind = Chromium

    def see_no_text(self, *secrets):
        self.browser.run("window.kept = ['a text ', 'that is kept'].join('')")
        heap = self.browser.heap()
        self.assertIn("a text that is kept", heap)
        for secret in secrets:
            self.assertNotIn(secret[:24], heap)

    def test_sheets_that_are_read_from_pictures_leave_no_text(self):
        self.browser.state()
        self.browser.give(*material.quorum("plain"))
        self.browser.until_shown("#open")
        self.see_no_text("BGS1", PASSWORD)
        self.browser.record_opening()
        self.browser.press("#show")
        self.browser.until_drawn()
        self.see_no_text("BGS1", PASSWORD)

    def test_forget_leaves_no_text_of_what_was_pasted_or_typed(self):
        made = vectors("sealed")
        self.browser.state()
        self.browser.press("#words-open")
        words = made["shares"][0]["words"].split()
        for row in range(8):
            self.browser.type(f"#row-{'ABCDEFGH'[row]}", " ".join(words[8 * row:8 * row + 8]))
        self.browser.paste("\n".join([*made["manifestCodes"], *made["ciphertextCodes"],
                                      *[share["sealed"]["code"] for share in made["shares"]]]))
        self.browser.until_shown("#passphrase-g1m2")
        self.browser.type("#passphrase-g1m2", PASSPHRASE + "\ue007")
        self.browser.until_text("#passphrase-g1m2-says", "does not open")
        self.browser.press("#forget")
        self.browser.press("#confirm-forget-yes")
        self.browser.until_shown("#forgotten")
        self.see_no_text(*[share["sealed"]["code"] for share in made["shares"]], " ".join(words[8:16]), PASSPHRASE)
