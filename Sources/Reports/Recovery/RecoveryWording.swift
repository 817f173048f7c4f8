// SPDX-License-Identifier: Apache-2.0

package import Recovery
import SecretSharing
package import ShareEnvelope

/// Says in words what each sheet turned out to be.
package struct RecoveryWording<Known: SetKnowledge> {
    private let session: RecoverySession
    private let known: Known
    private let isOpening: Bool

    /// - Parameters:
    ///   - known: what a ledger says about the sets.
    ///   - isOpening: whether the sheets are to show a credential.
    package init(_ session: RecoverySession, _ known: Known, isOpening: Bool) {
        self.session = session
        self.known = known
        self.isOpening = isOpening
    }

    /// What happened, in order. An event that repeats on one page is reported once, with its count.
    package func notes(_ findings: [RecoveryFinding]) -> [(place: SourcePage, words: String)] {
        var order: [Note] = []
        var counts: [Note: Int] = [:]
        for finding in findings {
            let note = Note(place: finding.place, words: words(finding.event))
            if counts[note] == nil { order.append(note) }
            counts[note, default: 0] += 1
        }
        return order.map { note in
            let count = counts[note] ?? 1
            return (note.place, count == 1 ? note.words : "\(note.words) (\(count) times)")
        }
    }

    /// What happened.
    package func words(_ event: RecoveryEvent) -> String {
        switch event {
        case .manifest(let identity): return session.manifest(of: identity)?.title ?? "set \(identity.code)"
        case .refusedManifest(let error): return "this looks like a manifest, but is not one: \(sentence(error))"
        case .ciphertext: return "the locked credential is whole"
        case .otherCiphertext(let identity):
            return "this is not the locked credential of set \(identity.code): put it aside"
        case .contradicts(_, let identity):
            return
                "it shows parts of set \(identity.code) that are not genuine: put it aside, and keep it as evidence"
        case .checkpoint(let checkpoint):
            return "a ledger's checkpoint at \(checkpoint.size) entries (\(checkpoint.words.joined(separator: " ")))"
        case .letter: return "a drill's letter is complete"
        case .answer(let answer):
            let entry = answer.size - min(answer.size, 1)
            return "the answer of share \(answer.share), set \(answer.set.code), to entry \(entry)"
        case .proven(let number, let identity):
            let doubt = known.doubt(about: number, in: identity).map {
                "; this sheet was \($0): keep it apart, and find out where it was"
            }
            return "share \(number) is whole\(place(of: number, in: identity))\(doubt ?? "")"
        case .notProvenYet(let number):
            return "share \(number) is readable, but cannot be proven until the manifest is complete"
        case .otherWords(let number, let words): return otherWords(number, words)
        case .sealed(let number, let identity):
            return "share \(number) is readable\(place(of: number, in: identity)), and needs its passphrase"
        case .duplicate(let number, _): return "share \(number) is already here"
        case .differs(let number, _):
            return
                "share \(number) is already here, and this one is different: both are kept, and the passphrase "
                + "shows which is genuine"
        case .tooMany(let limit):
            return "it shows more than \(limit) shares, more than any set has: the rest are ignored"
        case .tooManyParts: return "it shows more different codes than any sheet has: the rest are ignored"
        case .forged(let number, _):
            return "share \(number) is FORGED or changed: it is not the one that was dealt; keep it as evidence"
        case .aside(let number, let identity): return aside(number, identity)
        case .otherPurpose(let number, let identity):
            return session.manifest(of: identity)?.isPractice == true
                ? "share \(number) is from a PRACTICE set, which opens nothing of value: put it aside"
                : "share \(number) is from a REAL set, and this is practice: it was not used; put its sheet back into the bag"
        case .healed(let number, let places):
            let list = places.map { EnvelopeDefect.place($0 + 1) }.joined(separator: "; ")
            return
                "share \(number): \(places.count == 1 ? "1 word was" : "\(places.count) words were") healed (\(list))"
        case .damaged(let error): return sentence(error)
        case .misreadPaper(let error):
            return
                "the code of a slip, or of a sheet's outside, \(defect(of: error)); \(EnvelopeError.readingPaperAgain)"
        case .damagedLine(let name, let error): return "line \(name): \(sentence(error))"
        case .missingRow(let row):
            return "row \(Character(UnicodeScalar(UInt8(ascii: "A") + UInt8(row)))) of the words is missing"
        case .wordsSoFar(let count):
            return "\(count) words so far; type the next row, or `back` to discard them"
        case .noShareCode: return "no share code can be read on it; scan it again, or type its words"
        case .outerFace:
            return
                "this is the outside of a sheet, or a slip: unfold the sheet, and scan the side that is marked SECRET"
        case .foreignCode: return "a code that is not from Breakglass"
        }
    }

    private func defect(of error: EnvelopeError) -> String {
        if case .malformed(_, let defect) = error { defect.words } else { "cannot be read: \(error.words)" }
    }

    private func sentence(_ error: EnvelopeError) -> String {
        error.words + (error.hint.map { "; \($0)" } ?? "")
    }

    /// A sheet that does not count, and the one that is needed instead.
    private func aside(_ number: ShareNumber, _ identity: SetIdentity) -> String {
        "share \(number) is whole, but it does not count: \(sheet(of: number, identity))\(needed)"
    }

    /// Words of a sheet that does not count. They name their set only by its beginning.
    private func otherWords(_ number: ShareNumber, _ words: [String]) -> String {
        let sets = known.sets(beginning: words)
        guard sets.count == 1 else {
            return
                "share \(number) is readable, but it does not count: it is of another set, whose words begin with "
                + "\(words.joined(separator: " "))\(needed)"
        }
        return
            "share \(number) is readable, but it does not count: by its words it is \(sheet(of: number, sets[0]))\(needed)"
    }

    /// A sheet, by its custodian, what it opens, its set and what became of it.
    private func sheet(of number: ShareNumber, _ identity: SetIdentity) -> String {
        let opens = session.manifest(of: identity)?.opens ?? known.opens(identity) ?? "another account"
        let whose = known.custodian(of: number, in: identity).map { "\($0)'s sheet" } ?? "a sheet"
        let words = identity.words.joined(separator: " ")
        return "\(whose) of \(opens), set \(identity.code) (\(words)), \(status(of: identity))"
    }

    private func status(of identity: SetIdentity) -> String {
        switch known.status(of: identity) {
        case .inForce:
            isBeside(identity)
                ? "which is in force too: to open it, start again with --set \(identity.code)"
                : "which is in force, but is not the one to be opened"
                    + (isOtherFactor(identity) ? ": to show both, start again without --credential" : "")
        case .retired(let day): "which was retired on \(day)"
        case .abandoned(let day): "which was abandoned on \(day)"
        case .unknownToLedger: "which this ledger does not know"
        case .noLedger: "which is not the one to be opened"
        }
    }

    /// The sheets that are needed instead.
    private var needed: String {
        let sets = session.manifests.map {
            "set \($0.identity.code) (\($0.identity.words.joined(separator: " "))) of \($0.opens)"
        }
        return sets.isEmpty ? "" : "; the sheets of \(sets.joined(separator: " and ")) are needed"
    }

    /// Whether a set opens the same credential as the sets to be opened.
    private func isBeside(_ identity: SetIdentity) -> Bool {
        session.manifest(of: identity).map { other in
            session.manifests.contains { $0.label == other.label && $0.credential == other.credential }
        } ?? false
    }

    /// Whether a set opens another credential of the account than the one that is to be shown.
    private func isOtherFactor(_ identity: SetIdentity) -> Bool {
        guard isOpening, session.manifests.count == 1, let other = session.manifest(of: identity) else {
            return false
        }
        return session.manifests[0].label == other.label && session.manifests[0].credential != other.credential
    }

    private func place(of number: ShareNumber, in identity: SetIdentity) -> String {
        guard let manifest = session.manifest(of: identity) else { return "" }
        let set = session.focus?.identity == identity ? "" : " (set \(identity.code))"
        return ": \(RuleWording(manifest).place(of: number))\(set)"
    }
}

private struct Note: Hashable {
    let place: SourcePage
    let words: String
}

extension EnvelopeError {
    /// How to read the checkpoint on a slip once more.
    package static let readingPaperAgain =
        "compare it with the paper, letter by letter: it begins with BGK1, and then has only A to Z and 2 to 7; give it "
        + "again"
}
