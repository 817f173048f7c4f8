# SPDX-License-Identifier: Apache-2.0
"""What the modules do in node they do in the page: all sets of the vectors open, what must fail fails for the program's
reason, hostile piles keep nothing from opening, and damaged pictures show no less than in the program."""

import pathlib

from material import ROOT, vectors
from page_test import PAGE, in_each_browser, material

SETS = sorted(path.stem for path in (ROOT / "Vectors" / "sets").glob("*.json"))
#: Vectors whose reason a file shows by itself; the others need the files of their set.
ALONE = ("code", "line", "words", "manifest")


@in_each_browser
class Cases:
    def seen(self):
        """The sentences about each source."""
        return self.browser.run("""
            return Object.fromEntries([...document.querySelectorAll('#seen > li')].map((entry) =>
              [entry.querySelector('.name').textContent, [...entry.querySelectorAll('ul li')].map((line) =>
                line.lastElementChild.textContent)]));""")

    def all_seen(self):
        return [words for lines in self.seen().values() for words in lines]

    def begin(self, **statement):
        """Opens the page anew, and states, without an account: the vectors have several."""
        self.browser.open(PAGE)
        self.browser.state(account="", **statement)

    def check_opened(self, fields):
        """Opens what is ready, and compares what is shown with the fields of a vector."""
        self.browser.record_opening()
        self.browser.press("#show")
        self.browser.until("return document.getElementById('reveal').open", "the screen of the reveal")
        self.browser.press("#reveal-text")
        count = sum(field["kind"] != 4 for field in fields)
        self.browser.until("return document.querySelectorAll('.revealed .as-text').length >= arguments[0]",
                           "the values as text", count)
        shown = self.browser.run("""
            return [...document.querySelectorAll('.revealed')].map((field) =>
              [field.querySelector('h3').textContent, field.querySelector('.as-text')?.textContent ?? null]);""")
        self.assertEqual([name for name, _ in shown], [field["name"] for field in fields])
        for field, (_, text) in zip(fields, shown):
            if field["kind"] in (1, 2):
                self.assertEqual(text, bytes.fromhex(field["value"]).decode("utf-8", "replace"), field["name"])

    def unlock(self, made):
        for share in made["shares"]:
            if "sealed" not in share:
                continue
            ready = "return !document.getElementById('credential-step').hidden"
            form = f"#passphrase-{share['number']}"
            self.browser.until(f"{ready} || document.querySelector('{form}')", f"{form} or a quorum")
            if self.browser.run(ready):
                return
            self.browser.type(form, share["sealed"]["passphrase"] + "\ue007")
            self.browser.until("return !document.querySelector(arguments[0])", "an opened sheet", form)

    def write(self, name, lines):
        path = material.folder / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def test_every_set_opens_from_codes(self):
        for name in SETS:
            with self.subTest(name):
                made = vectors(name)
                self.begin(practice=made["isPractice"])
                self.browser.give(self.write(f"{name}-public.txt", [*made["manifestCodes"], *made["ciphertextCodes"]]),
                                  *[self.write(f"{name}-{share['number']}.txt", [share.get("sealed", share)["code"]])
                                    for share in made["shares"]])
                self.unlock(made)
                self.check_opened(made["fields"])

    def test_every_set_opens_from_lines_and_words(self):
        for name in SETS:
            with self.subTest(name):
                made = vectors(name)
                self.begin(practice=made["isPractice"])
                self.browser.give(self.write(f"{name}-lines.txt", [*made["manifestLines"], *made["ciphertextLines"]]),
                                  *[self.write(f"{name}-words-{share['number']}.txt", [share.get("sealed", share)["words"]])
                                    for share in made["shares"]])
                self.unlock(made)
                self.check_opened(made["fields"])

    def test_every_set_opens_from_pasted_rows_of_words(self):
        for name in SETS:
            with self.subTest(name):
                made = vectors(name)
                self.begin(practice=made["isPractice"])
                self.browser.give(self.write(f"{name}-public.txt", [*made["manifestCodes"], *made["ciphertextCodes"]]))
                for share in made["shares"]:
                    words = share.get("sealed", share)["words"].split()
                    self.browser.paste("\n".join(" ".join(words[place:place + 8]) for place in range(0, len(words), 8)))
                self.unlock(made)
                self.check_opened(made["fields"])

    def test_what_a_file_shows_wrong_is_refused_with_the_programs_reason(self):
        cases = [case for case in material.cases()["refusals"] if case["encoding"] in ALONE and case["files"]]
        paths = [path for case in cases for path in case["files"]]
        self.begin()
        self.browser.give(*paths)
        seen = self.seen()
        inspected = material.inspected(*paths)
        for case in cases:
            with self.subTest(case["name"]):
                words = [line for path in case["files"] for line in seen[pathlib.Path(path).name]]
                self.assertTrue(any(case["reason"] in line for line in words), f"no “{case['reason']}” in {words}")
                if case["name"] == "manifest-after-year-9999":
                    # The module counts in 32 bits, so the number in the sentence is another one.
                    continue
                missing = [line for path in case["files"] for line in inspected[path] if line not in words]
                self.assertEqual(missing, [], "the program says more")
        self.assertTrue(self.browser.run("return document.getElementById('credential-step').hidden"))

    def test_what_a_set_shows_wrong_is_refused_with_the_programs_reason(self):
        for case in material.cases()["refusals"]:
            if case["encoding"] in ALONE:
                continue
            with self.subTest(case["name"]):
                self.begin()
                self.browser.give(*case["files"])
                words = self.all_seen()
                waiting = self.browser.run("return document.querySelector('.passphrase')?.dataset.share ?? null")
                if waiting:
                    self.browser.type(f"#passphrase-{waiting}", case["passphrase"] + "\ue007")
                    words.append(self.browser.until_text(f"#passphrase-{waiting}-says", ";"))
                if self.browser.run("return !document.getElementById('credential-step').hidden"):
                    self.browser.press("#open")
                    words.append(self.browser.until(
                        "return document.getElementById('opening-error').textContent", "a refusal"))
                self.assertTrue(self.browser.run("return document.getElementById('after-opening').hidden"))
                program = material.refused(case["name"], waiting, case["passphrase"], *case["files"])
                if case["reason"] == "the quorum is not met":
                    # The page says how far it is, and offers nothing.
                    self.assertIn(case["reason"], program)
                    continue
                self.assertTrue(any(case["reason"] in line for line in words), f"no “{case['reason']}” in {words}")
                self.assertIn(case["reason"], program)

    def test_hostile_piles_open_all_the_same_and_none_without_a_quorum(self):
        cases = material.cases()
        honest = cases["honest"]
        for number, pile in enumerate(cases["piles"], start=1):
            with self.subTest(f"pile {number}"):
                self.begin(set_code=honest["set"])
                self.browser.give(*pile["files"])
                self.check_opened(honest["fields"])
            with self.subTest(f"pile {number} without a quorum"):
                self.begin(set_code=honest["set"])
                self.browser.give(honest["sheet"], *pile["short"])
                self.browser.until_text("#standing", "Security: 1 of 2")
                self.assertTrue(self.browser.run("return document.getElementById('credential-step').hidden"))

    def test_damaged_pictures_show_no_less_than_in_the_program(self):
        pictures = material.cases()["pictures"]
        self.begin()
        self.browser.give(*pictures)
        seen = self.seen()
        for path, lines in material.inspected(*pictures).items():
            with self.subTest(pathlib.Path(path).name):
                missing = [line for line in lines if line not in seen[pathlib.Path(path).name]]
                self.assertEqual(missing, [])
        self.see_no_violation()
