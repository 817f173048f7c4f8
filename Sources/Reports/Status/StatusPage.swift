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
    /// The SHA-256 of the file, if it is not the program's own page.
    let digest: String?
    /// That digest and the one of the program's own page, for people who compare them; empty if there is nothing to compare.
    package let comparison: [String]

    enum CodingKeys: CodingKey {
        case state, warning, digest
    }

    /// Reads the page in a binder's folder.
    init(in folder: BinderFolder) {
        let path = "\(folder.path)/\(OwnPage.name)"
        let command = "`breakglass page \(CommandLineWord.path(path))`"
        var other: PageDigest?
        do throws(StoreFailure) {
            let bytes = try folder.instructions(OwnPage.name, limit: OwnPage.byteLimit)
            switch bytes.map({ PageComparison($0) }) {
            case nil:
                state = .missing
                warning = "the binder has no \(OwnPage.name), which recovers in any browser: \(command) writes it"
            case .same: (state, warning) = (.same, nil)
            case .different(let digest):
                state = .different
                warning =
                    "\(path) is not this program's recovery page; remove it, then \(command) writes this program's, "
                    + "and make new night kits. If no paper shows this file's digits, do not use it."
                other = digest
            }
        } catch {
            state = .unreadable
            warning = "\(path) cannot be read: \(error.reason); remove it, then \(command) writes it"
        }
        digest = other?.hexadecimal
        comparison = other?.besideOwn ?? []
    }
}
