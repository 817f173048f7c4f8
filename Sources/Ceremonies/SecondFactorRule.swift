// SPDX-License-Identifier: Apache-2.0

public import ShareEnvelope

/// The two factors of one account belong into two sets with two quorums: one set that holds both makes one factor of
/// them for whoever opens it.
public enum SecondFactorRule {
    /// The names of a secret and of a one-time-password seed that stand in one credential, if they do.
    public static func conflict(in credential: Credential) -> (secret: PublicText, seed: PublicText)? {
        guard let seed = credential.fields.first(where: { $0.kind == .oneTimePasswordSeed }),
            let secret = credential.fields.first(where: { $0.kind == .secret })
        else { return nil }
        return (secret.name, seed.name)
    }
}
