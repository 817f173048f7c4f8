// SPDX-License-Identifier: Apache-2.0
//
// What a binder and a bundle carry for a person who has the sheets, or the ledger, and no Breakglass: the recovery page,
// the descriptions of both formats, and a program in Python for each that was written from the description alone.

import RecoveryPage
import SheetPrinting

/// The recovery page, and the folder `without-breakglass` beside it.
package enum WithoutBreakglass {
    static let folder = "without-breakglass"

    /// The files by their names from the folder above, in order.
    package static var files: [(name: String, bytes: [UInt8])] {
        [(OwnPage.name, OwnPage.bytes)]
            + [
                ("README.txt", Array(readme.utf8)), ("FORMAT.md", PackageResources.FORMAT_md),
                ("recover.py", PackageResources.recover_py), ("LEDGER.md", PackageResources.LEDGER_md),
                ("verify_ledger.py", PackageResources.verify_ledger_py),
            ].map { ("\(folder)/\($0.0)", $0.1) }
    }

    private static let readme = """
        If you have the sheets of paper, but not the program Breakglass

        THE EASIEST WAY

        Open \(OwnPage.name), in the folder above this one, in any browser, on a computer or a telephone that is offline.
        It needs nothing else, and says what to do. Its SHA-256 is in the night kit and on the sheets, after
        "recovery.html". Before you use it, see that this command prints the same 64 digits:

        \(PageDigestCommand.lines(indent: 4).joined(separator: "\n"))

        If there is no browser, or the digits differ, everything else that you need is in this folder. Nothing here is
        secret.

          recover.py        gets a credential back from its sheets; plain Python
          FORMAT.md         the sheets, byte by byte: enough to write such a program yourself, in any language
          verify_ledger.py  checks a ledger; plain Python
          LEDGER.md         the ledger, byte by byte

        GET A CREDENTIAL BACK

        1. Prepare a computer: Python 3.10 or later with PyNaCl, and for scanned sheets the programs zbarimg and
           pdftoppm. On Debian or Ubuntu:

               apt install python3-nacl zbar-tools poppler-utils

           Elsewhere, `pip install pynacl` gets PyNaCl. If one of them is missing, recover.py names it.

        2. Take the computer offline. Copy this folder to it. The credential will be shown there: nobody else should
           see the screen, and nothing should be saved on a disk.

        3. Scan the sheets (300 dpi), or photograph them. If you cannot, type them into a text file: from each
           custodian's sheet the rows of words, and from any one sheet the lines that begin with M and with C.

        4. Run it with all the files. If it does not know what to show, it lists the fields; name one with --field.

               python3 recover.py scan1.png scan2.png typed.txt --field password

           Of a one-time-password seed it shows the code to type, how long that is valid, the code after that, and
           the seed in base32, for an authenticator. Codes are right only if the computer's clock is: compare it with
           a telephone's. --raw writes the bytes of a field instead, for a file.

           It says which sheets are missing or damaged. A sealed sheet needs its custodian's passphrase. It exits
           with 0 once the field is written, with 3 if sheets are missing, 65 if an input cannot be used, 66 if a file
           or the field is not there, and 69 if PyNaCl, zbarimg or pdftoppm is missing.

        5. Write down who was there, why, and when. Tell the people who keep the binder.

        Python cannot wipe memory. If you can get Breakglass itself, use that.

        CHECK A LEDGER

        You need Python 3 with PyNaCl and PyYAML (Debian: python3-nacl python3-yaml), and codes that begin with BGK1,
        from the outside of sheets and from slips:

            python3 verify_ledger.py FOLDER --printed BGK1... --printed BGK1...

        FOLDER is the folder with ledger.jsonl and checkpoint. It exits with 0 if nothing contradicts the ledger,
        with 65 if something does or a code was misread, and with 66 if a file is not there.

        """
}
