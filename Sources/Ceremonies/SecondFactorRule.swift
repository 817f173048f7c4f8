// SPDX-License-Identifier: Apache-2.0

public import Binder
public import ShareEnvelope

/// The two factors of one account belong into two sets with two quorums: one set that holds both makes one factor of
/// them for whoever opens it.
public enum SecondFactorRule {
    /// What a credential lacks or has too much of to be what the policy calls it, in words; nothing where it fits.
    public static func mismatch(of credential: Credential, with kind: Policy.CredentialKind) -> String? {
        let seed = credential.fields.first { $0.kind == .oneTimePasswordSeed }
        switch kind {
        case .oneTimePassword:
            return seed == nil ? "the policy calls it a one-time password, and no field is a seed" : nil
        case .password, .keyFile, .recoveryCodes:
            return seed.map {
                "the policy calls it \(kind.rawValue), and the field \($0.name) is a one-time-password seed"
            }
        case .other: return nil
        }
    }

    /// The names of a secret and of a one-time-password seed that stand in one credential, if they do.
    public static func conflict(in credential: Credential) -> (secret: PublicText, seed: PublicText)? {
        guard let seed = credential.fields.first(where: { $0.kind == .oneTimePasswordSeed }),
            let secret = credential.fields.first(where: { $0.kind == .secret })
        else { return nil }
        return (secret.name, seed.name)
    }
}
