# SPDX-License-Identifier: Apache-2.0
"""The other credential of an account follows the first under the same statement, with one journal for both."""

import json
import pathlib

from material import PASSWORD, USER
from page_test import in_each_browser, material

SHOWN = [["user name", USER], ["password", PASSWORD]]


def factor():
    """The first pages of a smallest quorum of the other credential."""
    sheets = material.deal("factor", credential="one-time password")
    return [sheets / f"sheet-{share}-1.png" for share in ("g1m2", "g1m3", "g2m1")]


@in_each_browser
class OtherCredential:
    def reveal_and_clear(self):
        self.browser.record_opening()
        self.assertEqual(self.browser.reveal(), SHOWN)
        self.browser.press("#reveal-clear")

    def entries(self, count):
        """The entries of the journal that was saved last, once so many are saved."""
        path = self.browser.until_saved(count)[-1]
        return [json.loads(line) for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines()]

    def test_sheets_that_are_here_open_it_at_once_and_the_ledger_takes_the_journal_of_both(self):
        self.browser.state()
        self.browser.give(*material.quorum("plain"), *factor())
        self.browser.until_text("#undecided-title", "Which credential comes first?")
        self.assertEqual("Sheets of two credentials of this account were read. Choose which to recover first.",
                         self.browser.text("#undecided-why"))
        self.browser.until_text("#undecided-other", "The other can be recovered after it, under the same statement.")
        self.browser.until_shown("#undecided-other")
        self.assertTrue(self.browser.run("return document.getElementById('undecided-compare').hidden"))
        self.browser.until_text("#standing", "Choose which credential comes first.")
        self.browser.run("[...document.querySelectorAll('#undecided-sets button')]"
                         ".find((button) => button.textContent.includes('root password')).click()")
        self.reveal_and_clear()
        self.browser.until_text("#next-says", "It opens AWS root, example.com / one-time password.")
        self.browser.press("#next")
        self.browser.until_text("#following-says", "AWS root, example.com / one-time password, set ")
        self.browser.until_text("#stated-lines", "one-time password")
        self.assertIn("identity provider down, INC-4711", self.browser.text("#stated-lines"))
        self.assertIn("Dana Novak", self.browser.text("#stated-lines"))
        self.assertTrue(self.browser.run("return document.getElementById('show').disabled"))
        self.reveal_and_clear()
        self.assertTrue(self.browser.run("return document.getElementById('next').hidden"))
        self.browser.press("#finish")
        self.browser.until_text("#closing-says", "both credentials are wiped")
        self.browser.press("#save-last")
        entries = self.entries(3)
        each = ["recovery opened", "recovery named", "cosigned", "recovery revealed", "recovery closed"]
        self.assertEqual([entry["kind"] for entry in entries], ["journal opened", *each, *each])
        said = material.merge(f"{self.browser.name}-both", "plain", self.browser.until_saved(3)[-1])
        self.assertIn("Merged:", said)
        self.assertIn("The ledger is consistent with itself", said)
        self.see_no_violation()

    def test_its_sheets_may_come_after_the_first_and_those_of_the_first_do_not_count_any_more(self):
        self.browser.state()
        self.browser.give(*material.quorum("plain"))
        self.reveal_and_clear()
        self.browser.until_text("#next-says", "The statement is the same, and is not asked again.")
        self.browser.press("#next")
        self.browser.until_text("#following-says", "The other credential of AWS root, example.com. Give its sheets.")
        self.browser.until_text("#standing", "No sheet yet that counts.")
        self.browser.give(material.photograph(material.sheet("plain", "g1m1")))
        self.browser.until_text("#seen", "share g1m1 is whole, but it does not count")
        self.browser.give(*factor())
        self.reveal_and_clear()

    def test_the_recovery_ends_without_it(self):
        self.browser.state()
        self.browser.give(*material.quorum("plain"))
        self.reveal_and_clear()
        self.browser.press("#next")
        self.browser.press("#without-other")
        self.browser.press("#save-last")
        entries = self.entries(2)
        self.assertEqual([entry["outcome"] for entry in entries if entry["kind"] == "recovery closed"],
                         ["shown", "given up"])

    def test_it_is_not_offered_when_one_credential_was_stated(self):
        self.browser.type("#credential", "root password")
        self.browser.state()
        self.browser.give(*material.quorum("plain"))
        self.reveal_and_clear()
        self.browser.until_shown("#finish")
        self.assertTrue(self.browser.run("return document.getElementById('next').hidden"))

    def test_forget_after_the_first_wipes_everything(self):
        self.browser.state()
        self.browser.give(*material.quorum("plain"), *factor()[:1])
        self.browser.run("[...document.querySelectorAll('#undecided-sets button')]"
                         ".find((button) => button.textContent.includes('root password')).click()")
        self.reveal_and_clear()
        self.browser.press("#next")
        self.browser.until_shown("#following")
        self.browser.press("#forget")
        self.browser.press("#confirm-forget-yes")
        self.browser.until_shown("#forgotten")
        markup = self.browser.markup()
        for text in (PASSWORD, "INC-4711", "one-time password", "g1m1"):
            self.assertNotIn(text, markup)
