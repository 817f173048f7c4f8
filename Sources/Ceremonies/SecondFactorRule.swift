// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
package import ShareEnvelope

/// The two factors of an account belong in two sets with two quorums: one set that holds both makes them a single
/// factor for anyone who opens it.
package enum SecondFactorRule {
    /// A field of a credential, without its value: the rule holds before anybody types one.
    package typealias Field = (kind: FieldKind, name: PublicText)

    /// Says why a credential is not the kind that the policy calls it; `nil` if it is.
    package static func mismatch(of fields: [Field], with kind: Policy.CredentialKind) -> String? {
        let seed = fields.first { $0.kind == .oneTimePasswordSeed }
        switch kind {
        case .oneTimePassword:
            return seed == nil ? "the policy calls it a one-time password, but no field is a seed" : nil
        case .password, .keyFile, .recoveryCodes:
            return seed.map {
                "the policy calls it \(kind.rawValue), but the field \($0.name) is a one-time-password seed"
            }
        case .other: return nil
        }
    }

    /// The names of a secret and of a one-time-password seed in the same credential, if it has both.
    package static func conflict(in fields: [Field]) -> (secret: PublicText, seed: PublicText)? {
        guard let seed = fields.first(where: { $0.kind == .oneTimePasswordSeed }),
            let secret = fields.first(where: { $0.kind == .secret })
        else { return nil }
        return (secret.name, seed.name)
    }
}
