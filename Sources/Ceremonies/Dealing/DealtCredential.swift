// SPDX-License-Identifier: Apache-2.0

package import SecretMemory
package import SecretSharing
package import ShareEnvelope
package import SystemPackage

/// A credential that is dealt, and whose shares can still be sealed; nothing is on paper yet.
package final class DealtCredential {
    /// Who keeps what.
    package let roster: Roster
    /// The set.
    package let dealt: DealtSet
    let credential: Credential
    let style: SheetStyle
    let executable: FilePath
    /// The shares as they go on paper.
    private(set) var papers: [ShareNumber: ReadShare] = [:]
    /// The keys of the shares that are sealed.
    private var keys: [ShareNumber: StretchedKey] = [:]

    /// Deals the credential.
    ///
    /// - Parameters:
    ///   - created: seconds since 1970 (POSIX).
    ///   - executable: the program that the child processes run.
    /// - Throws: `CeremonyError.envelope`.
    package init(
        _ credential: Credential, to roster: Roster, isCiphertextApart: Bool, created: UInt64,
        seed: consuming CeremonySeed, style: SheetStyle, executable: FilePath = "/proc/self/exe"
    ) throws(CeremonyError) {
        do throws(EnvelopeError) {
            dealt = try Dealer.deal(
                credential, plan: roster.plan(isCiphertextApart: isCiphertextApart), created: created, seed: seed)
        } catch { throw .envelope(error) }
        self.credential = credential
        self.roster = roster
        self.style = style
        self.executable = executable
        for share in dealt.shares { papers[share.number] = .plain(share) }
    }

    /// Every share, in order.
    package var numbers: [ShareNumber] { dealt.shares.map { $0.number } }

    /// Hands the keys over, so that they are wiped where they are used last.
    func takeKeys() -> [ShareNumber: StretchedKey] {
        defer { keys = [:] }
        return keys
    }

    /// Locks a share with its custodian's passphrase.
    ///
    /// - Parameter passphrase: as it was typed, without a line end.
    /// - Throws: `CeremonyError.envelope` for a share that the set does not have, `.stretching`.
    package func seal(_ number: ShareNumber, with passphrase: borrowing SecretBytes) async throws(CeremonyError) {
        guard let index = numbers.firstIndex(of: number) else { throw .envelope(.noSuchShare(number)) }
        let salt = dealt.salts[index]
        let key = try await PassphraseStretcher(executable: executable).stretch(passphrase, salt: salt)
        papers[number] = .sealed(dealt.shares[index].sealed(with: key, salt: salt))
        keys[number] = StretchedKey(key)
    }
}

/// The key of a sealed share.
final class StretchedKey {
    let key: StretchedPassphrase
    init(_ key: consuming StretchedPassphrase) { self.key = key }
}
