// SPDX-License-Identifier: Apache-2.0
//
// A seed that was read wrong gives wrong codes. Without this check, nobody finds out before the emergency.

import CustodyPolicy
import Foundation
package import SecretMemory
package import ShareEnvelope

/// Tries one-time-password seeds against the codes that the service shows, before they are dealt.
package struct SeedTrial: Sendable {
    /// How far the code may be from this machine's time, in periods of the seed.
    private static let window = 1
    /// How far to search for the code when a clock may be wrong, in periods.
    private static let clockWindow = 20

    /// What to do about a code that does not fit.
    package static let hint =
        "type the code right after it changes; if none matches, have the service show its enrollment again"

    private let codes: [PublicText: String]
    /// Why seeds without a code are dealt untried; `nil` if nobody says.
    package let untried: PublicText?
    /// The fields with seeds whose codes are still to be asked for.
    package let unasked: [PublicText]

    /// Takes the codes that were given in advance.
    ///
    /// - Parameters:
    ///   - codes: `NAME=CODE`, or only the code where there is one seed.
    ///   - seeds: the fields that are seeds.
    /// - Throws: `Refusal`.
    package init(codes texts: [String], untried: PublicText?, of seeds: [PublicText]) throws(Refusal) {
        var codes: [PublicText: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1)
            let name =
                parts.count == 2
                ? seeds.first { $0.description == parts[0] } : seeds.count == 1 ? seeds[0] : nil
            guard let name, let code = parts.last else {
                throw Refusal(
                    "--current-code \(text): no one-time-password seed of that name",
                    hint: seeds.isEmpty
                        ? "leave it out" : seeds.map { "--current-code \"\($0)=123456\"" }.joined(separator: ", "))
            }
            guard codes.updateValue(String(code), forKey: name) == nil else {
                throw Refusal("--current-code: \(name) has two codes", hint: "give the newest one")
            }
        }
        self.codes = codes
        self.untried = untried
        unasked = untried == nil ? seeds.filter { codes[$0] == nil } : []
    }

    /// What is to be done about a seed.
    package enum Verdict: Hashable, Sendable {
        /// Its code fits.
        case proven
        /// Its code does not, and why.
        case wrong(String)
        /// It is dealt untried, and why.
        case untried(PublicText)
        /// Its code has to be asked for.
        case unasked
    }

    /// Tries a seed with what was given in advance.
    package func verdict(of field: CredentialField) -> Verdict {
        guard let code = codes[field.name] else { return untried.map { .untried($0) } ?? .unasked }
        return Self.defect(of: SecretBytes(copying: Array(code.utf8).span), field).map { .wrong($0) } ?? .proven
    }

    /// Why a code does not prove that the seed is right, in words; `nil` if it does.
    package static func defect(of code: borrowing SecretBytes, _ field: CredentialField) -> String? {
        let now = Int(Date().timeIntervalSince1970)
        if OneTimePassword.distance(of: code, from: field, at: now, within: window) != nil { return nil }
        guard let parameters = OneTimePassword.parameters(of: field) else { return "the seed cannot be used" }
        let digits = code.span.indices.count { (0x30...0x39).contains(code.span[$0]) }
        guard digits == parameters.digits else {
            return "the code has \(digits) digits, but the enrollment gives codes of \(parameters.digits)"
        }
        if let distance = OneTimePassword.distance(of: code, from: field, at: now, within: clockWindow) {
            let seconds = abs(distance) * parameters.period
            return "the code belongs to a time about \(seconds) seconds \(distance < 0 ? "ago" : "ahead"): "
                + "this machine's clock is wrong, or the code is old; the clock shows \(LedgerTime.now)"
        }
        return "the seed gives a different code now; this machine's clock shows \(LedgerTime.now)"
    }

    /// Reads why a seed is dealt untried, as a person types it.
    ///
    /// - Throws: `Refusal` for a text that is a code.
    package static func reason(_ text: String) throws(Refusal) -> PublicText {
        guard text.isEmpty || !text.allSatisfy({ ("0"..."9").contains($0) }) else {
            throw Refusal("That is a code, not a reason. Press Enter alone to go back and enter the code.")
        }
        return try PublicText(answer: text, called: "the reason", limit: 1000)
    }
}
