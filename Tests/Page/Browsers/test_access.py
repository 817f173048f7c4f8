# SPDX-License-Identifier: Apache-2.0
"""People who use a keyboard, a screen reader, a telephone or a printer can use the page."""

import os
import pathlib

from material import vectors
from page_test import in_each_browser, material

AXE = pathlib.Path(os.environ["BREAKGLASS_AXE"])


class Axe:
    """Looks at the screen with axe-core."""

    def see_no_axe_violation(self, step):
        """axe-core finds nothing wrong with what is on the screen."""
        self.browser.run(AXE.read_text(encoding="utf-8") + ";window.axe = window.axe ?? axe;")
        found = self.browser.run_async("""
            const done = arguments[0];
            window.axe.run(document).then((result) => done(result.violations.map((violation) =>
              violation.id + ': ' + violation.nodes.map((node) => node.target.join(' ')).join(', '))),
              (error) => done([String(error)]));""")
        self.assertEqual(found, [], step)


@in_each_browser
class Dark(Axe):
    is_dark = True

    def test_axe_finds_nothing_in_the_dark(self):
        self.assertTrue(self.browser.run("return matchMedia('(prefers-color-scheme: dark)').matches"))
        self.see_no_axe_violation("statement")
        self.browser.state()
        self.browser.press("#type-open")
        self.browser.press("#words-open")
        self.browser.type("#row-A", "blue acid xylq ")
        self.browser.give(material.deal("older") / "sheet-g1m2-1.png", *material.quorum("plain")[:2])
        self.see_no_axe_violation("sheets")


@in_each_browser
class Access(Axe):
    def test_axe_finds_nothing_at_any_step(self):
        made = vectors("sealed")
        self.see_no_axe_violation("statement")
        self.browser.state()
        self.see_no_axe_violation("sheets")
        self.browser.press("#type-open")
        self.browser.press("#words-open")
        self.browser.paste("\n".join([*made["manifestCodes"], *made["ciphertextCodes"],
                                      *[share["sealed"]["code"] for share in made["shares"]]]))
        self.browser.until_shown("#passphrases")
        self.see_no_axe_violation("every panel")
        self.browser.give(*material.quorum("plain"))
        self.browser.until_shown("#undecided")
        self.see_no_axe_violation("two sets")
        self.browser.press("#forget")
        self.see_no_axe_violation("the question before forgetting")
        self.browser.press("#confirm-forget-no")
        self.browser.press("#undecided-sets button:last-child")
        self.browser.record_opening()
        self.see_no_axe_violation("opening")
        self.browser.press("#show")
        self.browser.until_text("#reveal-left", "cleared in")
        self.see_no_axe_violation("reveal")
        self.browser.type("#reveal-clear", "x")
        self.browser.until_shown("#next")
        self.see_no_axe_violation("cleared")
        self.browser.press("#next")
        self.browser.until_shown("#following")
        self.see_no_axe_violation("the other credential")
        self.browser.press("#without-other")
        self.see_no_axe_violation("closed")
        self.browser.press("#forget")
        self.browser.press("#confirm-forget-yes")
        self.browser.until_shown("#forgotten")
        self.see_no_axe_violation("forgotten")

    def test_nothing_is_wider_than_a_telephone(self):
        self.browser.resize(390, 844)
        for step in ("statement", "sheets"):
            if step == "sheets":
                self.browser.state()
                self.browser.press("#type-open")
                self.browser.press("#words-open")
                self.browser.give(*material.quorum("plain")[:2])
            self.assertLessEqual(self.browser.run("return document.documentElement.scrollWidth"),
                                 self.browser.run("return window.innerWidth"), step)

    def test_a_keyboard_is_enough(self):
        made = vectors("one-of-one")
        self.browser.until("return document.activeElement.id === 'account'", "focus on the account")
        self.browser.type("#reason", "keyboard only")
        self.browser.type("#operator", "Dana Novak\ue007")
        self.browser.until("return document.activeElement.id === 'sheets-title'", "focus on the sheets")
        self.browser.type("#type-open", "\ue007")
        self.browser.until("return document.activeElement.id === 'line'", "focus on the line")
        for code in [*made["manifestCodes"], *made["ciphertextCodes"], made["shares"][0]["code"]]:
            self.browser.type("#line", code + "\ue007")
            self.browser.until("return document.getElementById('line').value === ''", "a code that is taken")
        self.browser.until_shown("#open")
        self.browser.type("#open", "\ue007")
        self.browser.until_shown("#save-before-show")
        self.browser.type("#save-before-show", "\ue007")
        self.browser.until("return document.activeElement.id === 'show'", "focus on the button that shows")
        self.browser.type("#show", "\ue007")
        self.browser.until("return document.activeElement.id === 'reveal-clear'", "focus on the button that clears")

    def test_the_code_of_a_share_is_masked_while_it_is_typed(self):
        self.browser.state()
        self.browser.press("#type-open")
        self.browser.type("#line", "BGS1CAQLX")
        self.browser.until("return document.getElementById('line').classList.contains('masked')", "a masked code")
        self.assertEqual(self.browser.run(
            "return getComputedStyle(document.getElementById('line')).webkitTextSecurity"), "disc")

    def test_no_input_is_kept_or_checked_by_the_browser(self):
        self.browser.state()
        odd = self.browser.run("""
            return [...document.querySelectorAll('input:not([type=file], [type=checkbox]), textarea')]
              .filter((input) => input.getAttribute('autocomplete') !== 'off'
                || input.getAttribute('spellcheck') !== 'false').map((input) => input.id);""")
        self.assertEqual(odd, [])
