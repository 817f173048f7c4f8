// SPDX-License-Identifier: Apache-2.0

import Binder

/// What stands in the binder's folder for whoever finds it.
enum BinderReadme {
    static func text(_ name: LedgerName) -> String {
        """
        This folder is a binder of Breakglass: the record of the emergency credentials of \(name.ledgerText).

        Nothing in it is secret. Nothing in it opens anything. It says what counts as an emergency, who keeps which
        sheet of paper, and what was ever done with them. Several copies of it are good; change none of them by hand,
        but for policy.yaml.

          policy.yaml     what counts as an emergency, who keeps what and where, who may approve
          ledger.jsonl    everything that happened, an entry a line
          checkpoint      the signed size and root of the ledger
          manifests/      the public part of every set of sheets
          papers/         slips and other papers of ceremonies
          frontier        a cache; it may be deleted
          .gitattributes  keeps git from converting line ends, which would break every signature

        An emergency, and no idea what to do? Every custodian's sheet says it in seven steps. In short: bring the
        sheets to an offline computer that has Breakglass on it, and type

            breakglass recover

        Whether this record can be believed: breakglass ledger verify, with the checkpoints on the custodians' sheets.
        Who could open what: breakglass who-can. What is due: breakglass status.

        """
    }
}
