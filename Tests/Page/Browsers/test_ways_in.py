# SPDX-License-Identifier: Apache-2.0
"""Every way in ends at the credential, and a bad sheet is named and costs the others nothing."""

from material import PASSPHRASE, PASSWORD, USER, code, vectors
from page_test import PAGE, in_each_browser, material

SHOWN = [["user name", USER], ["password", PASSWORD]]


@in_each_browser
class WaysIn:
    def open_credential(self):
        self.browser.record_opening()
        return self.browser.reveal()

    def test_three_scans_open_the_credential(self):
        self.browser.state()
        self.browser.give(*material.quorum("plain"))
        self.browser.until_text("#standing", "Security: 2 of 2")
        self.assertEqual(self.open_credential(), SHOWN)
        self.see_no_violation()

    def test_three_photographs_open_the_credential(self):
        self.browser.state()
        self.browser.give(*[material.photograph(sheet) for sheet in material.quorum("plain")])
        self.assertEqual(self.open_credential(), SHOWN)

    def test_a_scanners_pdf_opens_the_credential(self):
        self.browser.state()
        self.browser.give(material.scan(material.quorum("plain"), "scan.pdf"))
        self.assertEqual(self.open_credential(), SHOWN)

    def test_a_pdf_with_deflated_pixels_is_read(self):
        self.browser.state()
        self.browser.give(material.deflated(material.sheet("plain", "g1m1"), "deflated.pdf"))
        self.browser.until_text("#standing", "Security: 1 of 2")

    def test_a_pdf_that_cannot_be_read_says_what_to_do(self):
        self.browser.state()
        self.browser.give(material.fax(material.sheet("plain", "g1m1"), "fax.pdf"))
        self.assertIn("(CCITTFaxDecode); print it to PNG, or photograph the sheet", self.browser.text("#seen"))

    def test_pasted_codes_open_the_credential(self):
        made = vectors("security-and-operations")
        self.browser.state()
        shares = {share["number"]: share["code"] for share in made["shares"]}
        self.browser.paste("\n".join([*made["manifestCodes"], *made["ciphertextCodes"],
                                      shares["g1m1"], shares["g1m2"], shares["g2m1"]]))
        self.browser.until_text("#standing", "Operations: 1 of 1")
        self.assertEqual([value for _, value in self.open_credential()],
                         [bytes.fromhex(field["value"]).decode() for field in made["fields"]])

    def test_typed_lines_and_words_open_the_credential(self):
        made = vectors("security-and-operations")
        self.browser.state()
        self.browser.press("#type-open")
        for line in [*made["manifestLines"], *made["ciphertextLines"]]:
            self.browser.type("#line", line + "\ue007")
            self.browser.until("return document.getElementById('line').value === ''", "a line that is taken")
            self.browser.until("return document.getElementById('typing-says').textContent !== ''", "an answer to a line")
        self.browser.press("#words-open")
        words = {share["number"]: share["words"].split() for share in made["shares"]}
        for share in ("g1m1", "g1m3", "g2m1"):
            for row in range(8):
                self.browser.type(f"#row-{'ABCDEFGH'[row]}", " ".join(words[share][8 * row:8 * row + 8]))
            self.browser.press("#words-form button.main")
            self.browser.until_text("#words-says", f"share {share} is whole")
        self.assertEqual([value for _, value in self.open_credential()],
                         [bytes.fromhex(field["value"]).decode() for field in made["fields"]])

    def test_a_word_that_is_not_in_the_list_is_pointed_out(self):
        self.browser.state()
        self.browser.press("#words-open")
        self.browser.type("#row-A", "blue acid xylq ")
        self.browser.until_text("#row-A-says", "word 3 is not in the list")

    def test_wrong_words_are_healed_and_named(self):
        made = vectors("security-and-operations")
        self.browser.state()
        self.browser.paste("\n".join([*made["manifestCodes"], *made["ciphertextCodes"]]))
        self.browser.press("#words-open")
        words = made["shares"][0]["words"].split()
        words[34] = "zoom" if words[34] != "zoom" else "able"
        for row in range(8):
            self.browser.type(f"#row-{'ABCDEFGH'[row]}", " ".join(words[8 * row:8 * row + 8]))
        self.browser.type("#row-H", "\t")
        self.browser.until_text("#row-E-says", "word 3 is wrong, and healed")
        self.browser.press("#words-form button.main")
        self.browser.until_text("#words-says", "share g1m1 is whole")
        self.assertIn("1 word was healed (row E, word 3", self.browser.text("#words-says"))

    def test_a_sealed_sheet_takes_its_passphrase(self):
        sheets = material.deal("sealed", "--seal", "Ana Ruiz", "--passphrase-from", "g1m1=PASSPHRASE", "--allow-swap")
        self.browser.state()
        self.browser.give(*[sheets / f"sheet-{share}-1.png" for share in ("g1m1", "g1m2", "g2m1")])
        self.browser.until_text("#standing", "1 sealed")
        self.browser.until_shown("#passphrase-g1m1")
        self.browser.type("#passphrase-g1m1", "not the passphrase\ue007")
        self.browser.until_text("#passphrase-g1m1-says", "the passphrase does not open share g1m1")
        self.browser.type("#passphrase-g1m1", PASSPHRASE.upper() + "\ue007")
        self.browser.until_text("#seen", "share g1m1 is whole")
        self.assertEqual(self.open_credential(), SHOWN)
        self.assertNotIn(PASSPHRASE.upper(), self.browser.markup())

    def test_each_bad_sheet_is_named_and_costs_the_good_ones_nothing(self):
        made = vectors("security-and-operations")
        shares = {share["number"]: share for share in made["shares"]}
        forged = bytearray.fromhex(shares["g2m2"]["bytes"])
        forged[30] ^= 1
        torn = material.folder / "torn.txt"
        whole = shares["g1m2"]["code"]
        torn.write_text(whole[:40] + ("A" if whole[40] != "A" else "B") + whole[41:], encoding="utf-8")
        note = material.folder / "note.txt"
        note.write_text("call Bo", encoding="utf-8")
        self.browser.state(set_code=made["setCode"])
        self.browser.paste("\n".join([*made["manifestCodes"], *made["ciphertextCodes"]]))
        self.browser.give(torn, note, material.foreign(), material.deal("older") / "sheet-g1m2-1.png")
        self.browser.paste(code("BGS1", bytes(forged)))
        for sentence in ("the code does not match its check", "this text has no code, checked line or row of words",
                         "a code that is not from Breakglass", "share g1m2 is whole, but it does not count",
                         "share g2m2 is FORGED or changed"):
            self.browser.until_text("#seen", sentence)
        self.browser.paste("\n".join(shares[share]["code"] for share in ("g1m1", "g1m3", "g2m1")))
        self.assertEqual([value for _, value in self.open_credential()],
                         [bytes.fromhex(field["value"]).decode() for field in made["fields"]])
        chips = self.browser.run("return [...document.querySelectorAll('.chip')].map((chip) => chip.textContent)")
        for chip in ("Damaged", "Foreign", "Other set", "Forged", "Whole"):
            self.assertIn(chip, chips)

    def test_this_page_and_other_files_that_are_no_sheets_are_skipped_with_one_sentence_each(self):
        noise = material.folder / "bundle.zip"
        noise.write_bytes(b"PK\x03\x04" + bytes(range(32)) * 64)
        drawing = material.folder / "sheet.svg"
        drawing.write_text("<svg><text>M001 BGS1</text></svg>", encoding="utf-8")
        self.browser.state()
        self.browser.give(PAGE, drawing, noise)
        self.browser.until_text("#seen", "this is no picture, PDF or text that this page can read")
        said = self.browser.run("return [...document.querySelectorAll('#seen ul li')].map((line) => line.textContent)")
        self.assertEqual(sorted(said), [
            "Not readthis is no picture, PDF or text that this page can read; save it as PNG, JPEG or PDF",
            "Skippedthis is a drawing, not a scan; print it to PNG",
            "Skippedthis is the recovery page, not a sheet; leave it out"])
        self.assertEqual("No sheet yet.", self.browser.text("#standing"))
        self.browser.give(*material.quorum("plain"))
        self.assertEqual(self.open_credential(), SHOWN)

    def test_a_person_chooses_between_sets_that_nothing_tells_apart(self):
        self.browser.state()
        self.browser.give(*material.quorum("older"), *material.quorum("plain"))
        self.browser.until_shown("#undecided-sets button")
        self.browser.until_text("#undecided-why", "nothing says which set is right.")
        self.browser.until_shown("#undecided-compare")
        self.assertEqual("Choose the set first.", self.browser.text("#standing"))
        wanted = material.set_code("plain")
        self.browser.run("[...document.querySelectorAll('#undecided-sets button')]"
                         ".find((button) => button.textContent.includes(arguments[0])).click()", wanted)
        self.browser.until_text("#standing", wanted)
        self.assertEqual(self.open_credential(), SHOWN)

    def test_practice_opens_practice_sheets_and_no_real_ones(self):
        made = vectors("practice")
        shares = [share["code"] for share in made["shares"]]
        self.browser.state(practice=True)
        self.browser.give(material.sheet("plain", "g1m1"))
        self.browser.until_text("#seen", "is from a REAL set, and this is practice")
        self.browser.paste("\n".join([*made["manifestCodes"], *made["ciphertextCodes"], *shares[:2]]))
        self.assertEqual([value for _, value in self.open_credential()],
                         [bytes.fromhex(field["value"]).decode() for field in made["fields"]])
