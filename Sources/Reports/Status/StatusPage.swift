// SPDX-License-Identifier: Apache-2.0

import Custody
import Ledger
import RecoveryPage

/// How the recovery page in a binder compares with the program's own.
package struct StatusPage: Encodable {
    enum State: String, Encodable {
        case same, missing, different, unreadable
    }

    let state: State
    /// What is wrong with it and the command that fixes it; `nil` if it is the program's own page.
    package let warning: String?

    /// Reads the page in a binder's folder.
    init(in folder: BinderFolder) {
        let path = "\(folder.path)/\(OwnPage.name)"
        let command = "`breakglass page \(CommandLineWord.path(path))`"
        do throws(StoreFailure) {
            guard let bytes = try folder.instructions(OwnPage.name, limit: OwnPage.byteLimit) else {
                state = .missing
                warning = "the binder has no \(OwnPage.name), which recovers in any browser: \(command) writes it"
                return
            }
            switch PageComparison(bytes) {
            case .same: (state, warning) = (.same, nil)
            case .different(let digest):
                state = .different
                warning =
                    "\(path) is not this program's recovery page: its SHA-256 is \(digest.hexadecimal), and the "
                    + "program's is \(OwnPage.digest.hexadecimal); if no sheet and no night kit shows the first, do not "
                    + "use it: remove it, then \(command) writes this program's, and make new night kits"
            }
        } catch {
            state = .unreadable
            warning = "\(path) cannot be read: \(error.reason); remove it, then \(command) writes it"
        }
    }
}
