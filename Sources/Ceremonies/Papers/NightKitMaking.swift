// SPDX-License-Identifier: Apache-2.0

import Custody
import CustodyPolicy
import Ledger
package import ShareEnvelope
package import SheetPrinting

/// Makes the night kit of an account.
package struct NightKitMaking: Sendable {
    private let kit: NightKit
    private let binder: OpenBinder

    /// Finds what the kit says today.
    ///
    /// - Throws: `PaperError` if no sheets of the account are out, or no policy can be read.
    package init(of account: PublicText, in binder: OpenBinder) throws(PaperError) {
        guard let kit = NightKit(of: account, in: binder.state, on: CalendarDay(of: .now)) else {
            throw .noNightKit(account)
        }
        self.kit = kit
        self.binder = binder
    }

    /// The people whom nobody could call with this kit.
    package var withoutContact: [PublicText] {
        var seen: Set<PublicText> = []
        return kit.people.filter { $0.contact == nil }.map(\.name).filter { seen.insert($0).inserted }
    }

    /// Draws and stores it.
    ///
    /// - Parameter version: the version of Breakglass that makes it.
    /// - Throws: `PaperError`.
    package func make(by author: PublicText, on paper: PaperSize, version: String) throws(PaperError) -> PublishedPaper
    {
        let frame = NightKitFrame(
            by: author.description, made: .now, entries: binder.log.size, version: version)
        return try PaperWriter(binder: binder, paper: paper, author: author).publish(
            PaperDocument(kit, frame, on: paper), orNamedAfter: "night",
            PaperWriter.Subject(
                kind: .nightKit, ceremony: .recovery, name: CredentialName(account: kit.account, credential: nil)))
    }
}
