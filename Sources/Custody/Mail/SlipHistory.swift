// SPDX-License-Identifier: Apache-2.0
//
// Which slips custodians were given. A letter must extend the newest paper that a custodian has.

package import Ledger
package import SecretSharing
package import ShareEnvelope

/// The sizes of the ledger on the newest slips that a set's custodians were given in its ceremonies.
package struct SlipHistory: Sendable {
    private let sizes: [ShareNumber: UInt64]

    /// Finds them in the entries in which shares took part.
    package init(of set: SetIdentity, in log: LogAudit) {
        var sizes: [ShareNumber: UInt64] = [:]
        for entry in log.replay.entries where entry.journal == nil {
            let size = entry.place.index + 1
            if case .cosigned(let event) = entry.event, event.set == set {
                guard let handed = Self.slip(for: event, at: size, in: log) else { continue }
                for signed in event.signatures { sizes[signed.share] = handed }
            }
            if case .rehearsed(let event) = entry.event, event.set == set {
                for share in event.shares { sizes[share] = size }
            }
            if case .recoveryRevealed(let event) = entry.event, event.set == set {
                let handed = Self.slip(ofRecovery: event.opening, revealedAt: size, in: log)
                for share in event.shares { sizes[share] = handed }
            }
        }
        self.sizes = sizes
    }

    /// The ledger's size on the newest slip of a share's custodian; `nil` if the custodian has only the sheet.
    package func newest(of share: ShareNumber) -> UInt64? { sizes[share] }

    /// The size on the slip that directly follows a signature; `nil` if the slip comes with a later entry, or none is
    /// handed out.
    private static func slip(for event: Cosigned, at size: UInt64, in log: LogAudit) -> UInt64? {
        guard event.size >= 1, event.size <= log.size else { return nil }
        switch log.entry(at: event.size - 1)?.event {
        case .drillOpened(let drill):
            switch drill.way {
            // The letter itself is the custodian's newest paper.
            case .byMail: return event.size
            case .inPerson: return size
            case .rehearsal: return nil
            }
        // A receipt and its signature are written together, and the slip shows the receipt's tree.
        case .sheetReceived: return event.size
        case nil, .binderOpened, .keyChanged, .policyChanged, .setCreated, .sheetsReleased, .sheetsReadBack,
            .setAbandoned, .setRetired, .recoveryOpened, .recoveryNamed, .cosigned, .recoveryRevealed,
            .recoveryClosed, .refused, .exception, .countersigned, .reviewFiled, .rehearsed, .drillClosed,
            .reshareOpened, .sheetDestroyed, .sheetLost, .custodianJoined, .custodianLeft, .paperMade, .journalOpened,
            .journalMerged:
            return nil
        }
    }

    /// The size on the slip of a recovery. If two credentials are opened together, the slip is handed out when both are
    /// written.
    private static func slip(ofRecovery opening: UInt64, revealedAt size: UInt64, in log: LogAudit) -> UInt64 {
        for entry in log.replay.entries where entry.journal == nil && entry.place.index >= size {
            guard case .recoveryRevealed(let event) = entry.event,
                case .recoveryOpened(let other) = log.entry(at: event.opening)?.event, other.beside == opening
            else { continue }
            return entry.place.index + 1
        }
        return size
    }
}
