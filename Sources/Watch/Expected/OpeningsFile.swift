// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What `breakglass ledger verify --openings` prints; docs/OPENINGS.md describes it.
package struct OpeningsFile: Sendable {
    /// How many bytes a file may have: room for some 40,000 openings.
    package static let byteLimit = 16 << 20

    /// How far the ledger can be believed.
    enum LedgerVerdict: String, CaseIterable {
        case vouched, consistent, disputed, wrong
    }

    private let verdict: LedgerVerdict

    /// The ledger's origin.
    package let origin: String?
    /// What the policy in force expects of each account.
    package let accounts: [Expectation]
    /// In the ledger's order. Where somebody outside vouches for some of the ledger, a set that nobody vouches for may have
    /// been made up since, so that only the ledger says what its quorum agreed to.
    package let openings: [Opening]

    /// Whether the openings prove nothing, because the ledger contradicts itself or what vouches for it.
    package var isDisputed: Bool { verdict == .disputed || verdict == .wrong }

    /// Reads a file, with no member twice and none that is not known.
    ///
    /// - Throws: the first thing that is wrong with it, and where.
    package init(_ document: [UInt8]) throws(OpeningsFault) {
        let value = try JSONValue(openings: document)
        // A file of another kind or version has other members.
        guard value["format"] == .string("breakglass openings") else {
            throw OpeningsFault(place: "format", message: "this is not the text breakglass openings")
        }
        guard value["version"] == .number("1") else {
            throw OpeningsFault(place: "version", message: "this program knows version 1 only")
        }
        let members = try StatedMembers(
            value, at: "", known: ["format", "version", "ledger", "accounts", "openings"])
        let ledger = try StatedMembers(
            members.value("ledger"), at: "ledger",
            known: ["origin", "entries", "root", "verdict", "believed", "vouched"])
        for key in ["entries", "believed", "vouched"] { _ = try ledger.number(key, from: 0) }
        _ = try ledger.text("root")
        origin = try ledger.text("origin")
        let verdict = try ledger.required(ledger.word("verdict", of: LedgerVerdict.self), "verdict")
        self.verdict = verdict
        accounts = try members.each("accounts") { (value, place) throws(OpeningsFault) in
            try Expectation(value, at: place)
        }
        openings = try members.each("openings") { (value, place) throws(OpeningsFault) in
            var opening = try Opening(value, at: place)
            opening.isAgreed = opening.isAgreed && (verdict != .vouched || opening.isVouched)
            return opening
        }
    }
}
