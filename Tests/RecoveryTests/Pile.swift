// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing

@testable import Recovery
@testable import ShareEnvelope

/// A session behind a reference, so that expectations may change it.
@dynamicMemberLookup
final class Pile {
    private var session: RecoverySession
    private var typedCount = 0

    init(_ goal: RecoveryGoal = .anyOne, isPractice: Bool? = nil) {
        session = RecoverySession(goal, isPractice: isPractice)
    }

    subscript<Value>(dynamicMember path: KeyPath<RecoverySession, Value>) -> Value { session[keyPath: path] }

    /// What came of all that was added, without the places.
    func settle() -> [RecoveryEvent] { session.settle().map { $0.event } }

    /// Takes the codes of one file, all on one page.
    func take(_ codes: [String], from sheet: Int) -> [RecoveryEvent] {
        for code in codes { session.add(code: Array(code.utf8).span, from: SourcePage(Source("sheet \(sheet)"))) }
        return settle()
    }

    /// Takes the codes of one file, page by page.
    func take(pages: [[String]], from name: String) -> [RecoveryFinding] {
        for (page, codes) in pages.enumerated() {
            for code in codes {
                session.add(code: Array(code.utf8).span, from: SourcePage(Source(name), page: page + 1))
            }
        }
        return session.settle()
    }

    func take(code: borrowing Span<UInt8>, from sheet: Int) -> [RecoveryEvent] {
        session.add(code: code, from: SourcePage(Source("sheet \(sheet)")))
        return settle()
    }

    func take(_ manifest: Manifest) -> [RecoveryEvent] {
        session.add(manifest, from: Source("manifest.bgm"))
        return settle()
    }

    func take(_ line: CheckedLine) -> [RecoveryEvent] {
        session.add(line, from: Source("typed"))
        return settle()
    }

    func take(_ words: borrowing TypedWords) -> [RecoveryEvent] {
        session.add(words, from: Source("typed"))
        return settle()
    }

    /// Takes a text file.
    func take(text: String, from name: String = "sheets.txt") -> [RecoveryEvent] {
        take(bytes: Array(text.utf8), from: name)
    }

    func take(bytes: [UInt8], from name: String = "sheets.txt") -> [RecoveryEvent] {
        session.add(text: SecretBytes(copying: bytes.span), from: Source(name))
        return settle()
    }

    /// Types a line.
    ///
    /// - Parameter group: which lines came in one go, as a reader sends them; 0 for a line of its own.
    func type(_ line: String, group: Int = 0) -> [RecoveryEvent]? {
        guard session.takes(typed: Sample.secret(line)) else { return nil }
        typedCount += 1
        session.add(typed: Sample.secret(line), at: "typed", group: group == 0 ? typedCount : -group)
        return settle()
    }

    func noteMissingShare(of name: String) -> [RecoveryEvent] {
        session.noteMissingShare(of: Source(name))
        return settle()
    }

    func choose(_ set: SetIdentity) { session.choose(set) }

    func turn(from opened: Manifest) { session.turn(from: opened) }

    func drop(_ number: ShareNumber) -> Bool {
        session.sets(with: number).map { session.drop(number, of: $0.identity) }.contains(true)
    }

    func sealed(_ number: ShareNumber) -> [SealedCandidate] { session.sealed(number) }

    func unlock(
        _ number: ShareNumber, candidate: Int = 0, with passphrase: borrowing StretchedPassphrase
    ) throws -> [RecoveryEvent] {
        try session.unlock(session.sealed(number)[candidate], with: passphrase).map { $0.event }
    }

    func quorum() throws(RecoveryError) -> (quorum: Quorum, ciphertext: Ciphertext) { try session.quorum() }

    /// The password that the quorum opens.
    func password() throws -> String {
        let (quorum, ciphertext) = try session.quorum()
        return Sample.string(try quorum.open(ciphertext).credential.fields[0].value)
    }
}
