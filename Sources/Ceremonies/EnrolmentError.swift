// SPDX-License-Identifier: Apache-2.0

/// Why a text gives no seed of one-time passwords that can be kept.
public enum EnrolmentError: Error, Equatable, Sendable {
    /// It is no `otpauth://totp/` text.
    case notEnrolment
    /// It is an authenticator app's export of several accounts (`otpauth-migration://`).
    case appExport
    /// It is for counted passwords (HOTP), whose counter no paper can keep.
    case counterBased
    /// It has no parameter `secret`.
    case noSecret
    /// Its secret is empty.
    case emptySecret
    /// Its secret is too short for a single byte.
    case shortSecret
    /// Its secret has a character that base32 does not have, counted from 1.
    case notBase32(position: Int)
    /// A parameter stands twice.
    case repeatedParameter(String)
    /// A parameter that no enrolment has; the name only where it cannot be a secret. The place counts from 1.
    case unknownParameter(String?, place: Int)
    /// The text was copied out of a web page's source: `&amp;` stands for `&`.
    case htmlEscaped
    /// A parameter's value is none that the format knows.
    case unknownValue(of: String)
}
