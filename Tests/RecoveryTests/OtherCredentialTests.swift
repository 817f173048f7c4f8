// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import Testing

@testable import Recovery
@testable import ShareEnvelope

@Suite("After the first credential of an account, the other one")
struct OtherCredentialTests {
    private let password: DealtSet
    private let factor: DealtSet
    private let numbers: [ShareNumber]

    init() throws {
        password = try Sample.dealt(credential: "root password")
        factor = try Sample.dealt(seed: 8, credential: "one-time password")
        numbers = try [Sample.number(1, 1), Sample.number(1, 2), Sample.number(2, 1)]
    }

    private func take(_ set: DealtSet, into session: Pile, from first: Int) throws -> [RecoveryEvent] {
        try numbers.enumerated().flatMap { tag, number in session.take(try set.sheet(number), from: first + tag) }
    }

    @Test("opens with sheets that come later")
    func later() throws {
        let session = Pile()
        _ = try take(password, into: session, from: 1)
        #expect(try session.password() == Sample.password)
        session.turn(from: password.manifest)
        #expect(session.manifests.isEmpty && session.focus == nil)
        #expect(throws: RecoveryError.self) { try session.quorum() }
        _ = try take(factor, into: session, from: 10)
        #expect(session.focus == factor.manifest)
        #expect(try session.password() == Sample.password)
    }

    @Test("opens at once with sheets that are here")
    func here() throws {
        let session = Pile()
        _ = try take(password, into: session, from: 1)
        _ = try take(factor, into: session, from: 10)
        session.choose(password.manifest.identity)
        session.turn(from: password.manifest)
        #expect(session.focus == factor.manifest && session.provenNumbers == numbers)
    }

    @Test("does not count the sheets of the first, whose shares are wiped")
    func first() throws {
        let session = Pile()
        _ = try take(password, into: session, from: 1)
        session.turn(from: password.manifest)
        #expect(session.sets.map(\.proven) == [[]])
        let events = try take(password, into: session, from: 10)
        #expect(events.contains(.aside(numbers[0], password.manifest.identity)))
        #expect(session.manifests.isEmpty)
    }

    @Test("is none of another account, nor an older set of the first credential")
    func others() throws {
        let older = try Sample.dealt(seed: 9, credential: "root password")
        let session = Pile()
        _ = try take(password, into: session, from: 1)
        session.turn(from: password.manifest)
        let events = try take(older, into: session, from: 10)
        #expect(events.contains(.aside(numbers[0], older.manifest.identity)))
        #expect(session.take(try Sample.dealt(label: 4, groups: 1).manifest).count == 1)
        #expect(session.manifests.isEmpty)
    }

    @Test("is chosen by a person if several sets may be meant")
    func several() throws {
        let older = try Sample.dealt(seed: 9, credential: "one-time password")
        let session = Pile()
        _ = try take(password, into: session, from: 1)
        session.turn(from: password.manifest)
        _ = try take(factor, into: session, from: 10)
        _ = try take(older, into: session, from: 20)
        #expect(Set(session.undecided) == [factor.manifest, older.manifest])
        session.choose(factor.manifest.identity)
        #expect(session.focus == factor.manifest)
        #expect(try session.password() == Sample.password)
    }
}
