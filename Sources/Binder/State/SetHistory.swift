// SPDX-License-Identifier: Apache-2.0

public import SecretSharing
public import ShareEnvelope

/// A set and what became of it.
public struct SetHistory: Sendable {
    /// How a set ends.
    public enum End: Sendable {
        /// Its sheets never went out.
        case abandoned(LedgerTime, why: PublicText)
        /// Another set has taken its place.
        case retired(LedgerTime, SetRetired)
    }

    /// The entry that created it.
    public let place: EntryPlace
    /// When it was dealt.
    public let time: LedgerTime
    /// What the entry says.
    public let created: SetCreated
    /// Its manifest; nothing when the entry holds another set's, which an audit tells.
    public let manifest: Manifest?
    /// What it opens: the label of its manifest, whatever the entry calls it.
    public let account: PublicText
    /// Whether it locks nothing of worth, and is there for people to practise with. Its sheets say so too.
    public let isPractice: Bool
    /// When its sheets went out.
    public internal(set) var letOut: LedgerTime?
    /// When each share's paper was read back last, and the entry that says so.
    public internal(set) var readBackAt: [ShareNumber: (place: EntryPlace, time: LedgerTime)] = [:]
    /// What became of the sheets of which something was said.
    public internal(set) var sheets: [ShareNumber: SheetHistory] = [:]
    /// When it was opened.
    public internal(set) var openedAt: [LedgerTime] = []
    /// How it ended.
    public internal(set) var end: End?

    /// - Parameter mayPractise: whether the set that it is to be practice for is known, and one in earnest.
    init(place: EntryPlace, time: LedgerTime, created: SetCreated, mayPractise: Bool) {
        self.place = place
        self.time = time
        self.created = created
        // Read once: each of its keys is a point that has to be checked.
        let manifest = (try? Manifest(encoded: created.manifest.bytes)).flatMap {
            $0.identity == created.set ? $0 : nil
        }
        self.manifest = manifest
        account = manifest?.label ?? created.account
        isPractice = created.practice != nil && mayPractise && manifest?.isPractice ?? false
    }

    /// The set's identity.
    public var identity: SetIdentity { created.set }
    /// Whether its paper is out and it is neither abandoned nor retired.
    public var isLive: Bool { end == nil && letOut != nil }
    /// Whether it was opened: it counts as burnt until the credential is changed.
    public var isBurnt: Bool { !openedAt.isEmpty }
}
