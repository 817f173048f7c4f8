// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
package import ShareEnvelope

/// What is odd about the machine's clock, before it dates an entry. Nothing is written about a clock that is wrong: the
/// entry would carry its time.
package struct ClockCheck: Sendable {
    /// Clocks of several machines differ by so much, in seconds.
    package static let tolerance: UInt64 = 5 * 60
    /// A ledger in use has an entry at least this often, in seconds: drills are due each year.
    package static let longest: UInt64 = 2 * 366 * 86_400

    /// What the clock shows, in words that say why it may be wrong; `nil` if it fits.
    package let oddity: String?

    /// Compares a clock with the entries so far.
    ///
    /// - Parameters:
    ///   - latest: the latest time so far, which one entry under a clock that was reset does not change; `nil` if there
    ///     is none.
    ///   - earliest: a time before which this program did not exist.
    package init(_ now: LedgerTime, after latest: LedgerTime?, notBefore earliest: LedgerTime) {
        let problem: String? =
            if let latest, now.adding(seconds: Self.tolerance) < latest {
                "the latest entry is of \(latest)"
            } else if now < earliest {
                "this program was made after \(earliest.description.prefix(10))"
            } else if let latest, latest.adding(seconds: Self.longest) < now {
                "the latest entry is of \(latest), more than 2 years before"
            } else if earliest.adding(seconds: 25 * Self.longest) < now {
                "this program was made 50 years before"
            } else {
                nil
            }
        oddity = problem.map { "this machine's clock shows \(now), and \($0)" }
    }
}

extension LedgerEvent {
    /// An `exception` about a clock that looks wrong, and by which an emergency went on.
    package static func remark(about oddity: String, by author: PublicText) -> LedgerEvent {
        .remark(
            expected: .known("a clock that continues from the last entry"), happened: .known(oddity),
            decided: .known("to go on by that clock"), by: author)
    }
}
