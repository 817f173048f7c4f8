// SPDX-License-Identifier: Apache-2.0

package import Ledger
package import ShareEnvelope
package import SheetPrinting

extension PaperSubject {
    /// What paper says about a set whose manifest is here.
    package init(_ manifest: Manifest) {
        self.init(
            account: manifest.label.description, credential: manifest.credential?.description,
            setCode: manifest.identity.code, setWords: manifest.identity.words)
    }

    /// What paper says about a set in the ledger.
    package init(_ set: SetHistory) {
        self.init(
            account: set.created.account.description, credential: set.created.credential?.description,
            setCode: set.identity.code, setWords: set.identity.words)
    }
}
