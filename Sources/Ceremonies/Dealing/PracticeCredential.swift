// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import Ledger
import SecretMemory
package import ShareEnvelope

/// A credential for practice, which opens nothing. It looks like a credential of its kind, and says that it is for
/// practice; none of it is secret.
package struct PracticeCredential: Sendable {
    /// The credential.
    package let credential: Credential
    /// What people read when they open it, so that the leader of the practice can check.
    package let words: String

    /// The base32 text of the seed of every practice one-time password.
    package static let seedText = "PRACTICEONLYPRACTICEONLY"

    /// Makes a practice credential of a kind.
    ///
    /// - Parameter nonce: what distinguishes this practice credential from others; its first four bytes are used.
    /// - Throws: `CeremonyError`.
    package init(of kind: Policy.CredentialKind, nonce: DrillNonce = DrillNonce()) throws(CeremonyError) {
        let text = "practice only: \(nonce.words.joined(separator: " "))"
        let value = SecretBytes(copying: Array(text.utf8).span)
        do throws(EnvelopeError) {
            switch kind {
            case .oneTimePassword:
                credential = try Credential(fields: [
                    CredentialField(
                        kind: .oneTimePasswordSeed, name: .known("one-time password"), value: try Self.seed())
                ])
                words = "the current code of the seed \(Self.seedText)"
                return
            case .password, .other:
                credential = try Credential(fields: [
                    CredentialField(kind: .text, name: .known("user name"), value: Self.bytes("practice")),
                    CredentialField(kind: .secret, name: .known("password"), value: value),
                ])
            case .recoveryCodes:
                credential = try Credential(fields: [
                    CredentialField(kind: .secret, name: .known("recovery codes"), value: value)
                ])
            case .keyFile:
                credential = try Credential(fields: [
                    CredentialField(kind: .file, name: .known("key file"), value: value)
                ])
            }
            words = text
        } catch { throw .envelope(error) }
    }

    private static func bytes(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8).span) }

    private static func seed() throws(EnvelopeError) -> SecretBytes {
        do throws(EnrolmentError) { return try EnrolmentCode.seedValue(base32: bytes(seedText)) } catch {
            preconditionFailure("the practice seed is base32: \(error)")
        }
    }
}
