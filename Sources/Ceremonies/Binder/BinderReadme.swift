// SPDX-License-Identifier: Apache-2.0

package import Ledger
import SheetPrinting

/// The README in the binder's folder, for anyone who finds it.
package enum BinderReadme {
    /// The text, for a binder of this name.
    package static func text(_ name: LedgerName) -> String {
        """
        This folder is a Breakglass binder: the record of the emergency credentials of \(name.ledgerText).

        Nothing in it is secret. Nothing in it opens anything. It says what counts as an emergency, who keeps which
        sheet of paper, and everything that was ever done with them. Keep several copies of it. Do not edit any file
        by hand, except policy.yaml.

          policy.yaml          what counts as an emergency, who keeps what and where, who may approve
          ledger.jsonl         everything that happened, one entry per line
          checkpoint           the signed size and root of the ledger
          manifests/           the public part of every set of sheets
          papers/              slips and other papers of ceremonies
          frontier             a cache; you may delete it
          recovery.html        gets a credential back from its sheets in any browser, offline, without Breakglass
          without-breakglass/  how to use the sheets and check the ledger with paper and Python alone
          .gitattributes       keeps git from converting line endings, which would break every signature

        In an emergency, follow the steps on any custodian's sheet. In short: bring the sheets and this folder to an
        offline computer that has Breakglass on it. Open a terminal, change to this folder, and type

            breakglass recover

        From any other folder, add --binder and the path of this one. Before it shows the credential, the program shows
        a slip and waits: each custodian takes a slip, printed or copied by hand, and keeps it outside the bag. Then type

            show

        On a computer or a telephone without Breakglass, open recovery.html in a browser instead. A copy of it on a stick
        can lie in each bag too. It is ours if this command prints the 64 digits that the night kit and the sheets show
        after its name:

        \(PageDigestCommand.lines(indent: 4).joined(separator: "\n"))

        On a computer that has Breakglass, breakglass page --check compares it. Without a browser, follow README.txt in
        the folder without-breakglass.

        To check this record, use breakglass ledger verify with the checkpoints on the custodians' sheets.
        To see who could open what: breakglass who-can. To see what is due: breakglass status.

        """
    }
}
