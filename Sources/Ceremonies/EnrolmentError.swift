// SPDX-License-Identifier: Apache-2.0

/// Why a text gives no seed of one-time passwords that can be dealt.
package enum EnrolmentError: Error, Equatable, Sendable {
    /// It is not an `otpauth://totp/` text.
    case notEnrolment
    /// It is an authenticator app's export of several accounts (`otpauth-migration://`).
    case appExport
    /// It is for counter-based passwords (HOTP), whose counter paper cannot keep.
    case counterBased
    /// It has no parameter `secret`.
    case noSecret
    /// Its secret is empty.
    case emptySecret
    /// Its secret is too short for a single byte.
    case shortSecret
    /// Its secret has a character that base32 does not have, at this position, counted from 1.
    case notBase32(position: Int)
    /// A parameter appears twice.
    case repeatedParameter(String)
    /// A parameter that no enrollment has; its name only if that cannot be a secret. The place counts from 1.
    case unknownParameter(String?, place: Int)
    /// The text was copied from a web page's source: it has `&amp;` for `&`.
    case htmlEscaped
    /// A parameter's value is not one that the format has.
    case unknownValue(of: String)
}
