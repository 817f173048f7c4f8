// SPDX-License-Identifier: Apache-2.0

extension Policy.Credential {
    /// Whether the two are a first and a second factor.
    package func isOtherFactor(than other: Policy.Credential) -> Bool {
        kind.isFirstFactor.map { $0 == other.kind.isFirstFactor.map { !$0 } } ?? false
    }
}

extension Policy.CredentialKind {
    /// `true` for a first factor, `false` for a second factor, `nil` for neither.
    package var isFirstFactor: Bool? {
        switch self {
        case .password, .keyFile: true
        case .oneTimePassword, .recoveryCodes: false
        case .other: nil
        }
    }
}
