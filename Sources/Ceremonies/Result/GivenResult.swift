// SPDX-License-Identifier: Apache-2.0

package import AuditResult
import Custody
import Ledger
package import MerkleLog

/// The result file of an audit of a cloud's log, as somebody gave it.
package struct GivenResult: Sendable {
    /// What it says.
    package let file: ResultFile
    /// The SHA-256 of its bytes.
    package let digest: TreeHash
    /// What the file is called.
    package let name: String

    /// Reads a file.
    ///
    /// - Throws: `Refusal` if it is no result of an audit.
    package init(_ bytes: [UInt8], named name: String) throws(Refusal) {
        do throws(ResultError) { file = try ResultFile(bytes: bytes) } catch {
            throw Refusal("\(name) \(error.words)", hint: error.hint)
        }
        guard let digest = ResultFile.digest(of: bytes) else { throw Refusal("\(name) has no digest") }
        self.digest = digest
        self.name = name
    }

    /// Refuses a file that is about another ledger or another entry.
    ///
    /// - Parameters:
    ///   - what: what the entries are: "the use", "the drill".
    ///   - places: the entries that it may be about; the first one is named.
    func check(isAbout what: String, _ places: [EntryPlace], in binder: OpenBinder) throws(Refusal) {
        let own = binder.log.ledgerOrigin?.ledgerText ?? "unknown"
        let wanted = "\(what) of entry \(places.first?.ledgerText ?? "unknown")"
        guard let opening = file.opening else {
            throw Refusal(
                "\(name) names no entry of a ledger, and this is \(wanted) of \(own)",
                hint: "run `glasswatch audit` with this binder's ledger")
        }
        guard opening.ledger.description == own else {
            throw Refusal(
                "\(name) is about entry \(opening.entry) of the ledger \(opening.ledger), and this binder's is \(own)",
                hint: "give the result of an audit with this binder's ledger")
        }
        guard places.contains(where: { $0.ledgerText == opening.entry.description }) else {
            throw Refusal(
                "\(name) is about entry \(opening.entry), and this is \(wanted)",
                hint: "give the result of the audit of that entry")
        }
    }
}
