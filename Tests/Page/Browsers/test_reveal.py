# SPDX-License-Identifier: Apache-2.0
"""The statement comes first, the journal is evidence, and what is shown is cleared."""

import json
import pathlib

from material import PASSWORD, USER, vectors
from page_test import in_each_browser, material


@in_each_browser
class Reveal:
    def test_no_sheet_is_read_before_the_statement(self):
        self.assertFalse(self.browser.run("return document.getElementById('table').getClientRects().length > 0"))
        self.browser.paste(vectors("one-of-one")["shares"][0]["code"])
        self.browser.press("#statement-form button.main")
        self.browser.run("document.getElementById('reason').removeAttribute('required')")
        self.browser.press("#statement-form button.main")
        self.browser.until_text("#reason-error", "Say what happened")
        self.assertEqual(self.browser.text("#seen"), "")

    def test_what_is_stated_stands_on_the_page_and_in_the_journal(self):
        self.browser.state(reason="the portal answers 503")
        self.assertIn("the portal answers 503", self.browser.text("#stated-lines"))
        self.browser.press("#save-journal")
        lines = self.journal(1)
        self.assertEqual([line["kind"] for line in lines], ["journal opened", "recovery opened"])
        self.assertEqual(lines[1]["reason"], "the portal answers 503")

    def journal(self, count):
        """The lines of the journal that was saved last, once so many are saved."""
        path = self.browser.until_saved(count)[-1]
        return [json.loads(line) for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines()]

    def test_the_shares_sign_the_journal_before_anything_is_shown(self):
        self.browser.state()
        self.browser.give(*material.quorum("plain"))
        self.browser.press("#open")
        self.browser.until_shown("#save-before-show")
        self.assertTrue(self.browser.run("return document.getElementById('show').disabled"))
        self.browser.press("#save-before-show")
        kinds = [line["kind"] for line in self.journal(1)]
        self.assertEqual(kinds[:2], ["journal opened", "recovery opened"])
        self.assertIn("cosigned", kinds)
        self.assertEqual(kinds[-1], "recovery revealed")
        self.assertEqual(self.browser.reveal(), [["user name", USER], ["password", PASSWORD]])
        self.browser.type("#reveal-clear", "\ue00c")
        self.browser.press("#finish")
        self.browser.press("#save-last")
        self.assertEqual(self.journal(2)[-1]["kind"], "recovery closed")

    def test_a_key_clears_the_screen_and_it_can_be_shown_again(self):
        self.open_every_kind()
        self.browser.press("#show")
        self.browser.until("return document.getElementById('reveal').open", "the screen of the reveal")
        self.browser.type("#reveal-clear", "x")
        self.browser.until("return !document.getElementById('reveal').open", "a cleared screen")
        self.assertEqual(self.browser.run("return document.getElementById('reveal-fields').childElementCount"), 0)
        self.browser.press("#show")
        self.browser.until("return document.getElementById('reveal').open", "the screen of the reveal, again")

    def test_the_end_of_the_time_clears_the_screen(self):
        self.open_every_kind()
        self.browser.press("#show")
        self.browser.until_text("#reveal-left", "cleared in")
        # The page's clock goes on by more than the screen's time.
        self.browser.run("const now = performance.now.bind(performance); performance.now = () => now() + 91000;")
        self.browser.until("return !document.getElementById('reveal').open", "a cleared screen")

    def test_a_seed_is_shown_as_its_current_code(self):
        self.open_every_kind()
        self.browser.press("#show")
        self.browser.until_text(".revealed:nth-child(3) .help", "more seconds")
        self.browser.press("#reveal-text")
        self.browser.until_shown(".revealed:nth-child(3) .as-text")
        code = self.browser.text(".revealed:nth-child(3) .as-text")
        self.assertRegex(code, r"^\d{6,8}$")

    def open_every_kind(self):
        made = vectors("every-kind")
        self.browser.state()
        self.browser.paste("\n".join([*made["manifestCodes"], *made["ciphertextCodes"],
                                      *[share["code"] for share in made["shares"]]]))
        self.browser.record_opening()

    def test_the_journal_merges_into_a_ledger(self):
        self.browser.state()
        self.browser.give(*material.quorum("plain"))
        self.browser.record_opening()
        self.assertIn("Merged:", material.merge(self.browser.name, "plain", self.browser.until_saved(1)[-1]))
