// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing

@testable import ShareEnvelope

/// Reads what a must-fail vector holds, as any reader of the format would.
enum VectorReader {
    /// The vector was read without complaint.
    struct Accepted: Error {
        let encoding: String
        let input: [String]
    }

    /// Why the input is refused.
    static func refusal(
        _ encoding: String, _ input: [String], manifest: Manifest?, ciphertext: Ciphertext?, passphrase: String?
    ) throws -> String {
        do {
            try read(encoding, input, manifest: manifest, ciphertext: ciphertext, passphrase: passphrase)
        } catch let error as EnvelopeError {
            return token(error)
        }
        throw Accepted(encoding: encoding, input: input)
    }

    private static func read(
        _ encoding: String, _ input: [String], manifest: Manifest?, ciphertext: Ciphertext?, passphrase: String?
    ) throws {
        switch (encoding, manifest) {
        case ("manifest", _): _ = try Manifest(encoded: [UInt8](hexadecimal: input[0]))
        case ("code", _): _ = try PaperCode.read(Array(input[0].utf8).span)
        case ("line", _): _ = try CheckedLine(reading: input[0])
        case ("words", _):
            var words = TypedWords()
            try words.append(line: Array(input[0].utf8).span)
            _ = try WordShare(words)
        case ("ciphertext", let manifest?): _ = try manifest.ciphertext([UInt8](hexadecimal: input[0]))
        case ("share", let manifest?): _ = try share(input[0], manifest, passphrase)
        case ("shares", let manifest?):
            let quorum = try Quorum(try input.map { try share($0, manifest, passphrase) }, of: manifest)
            if let ciphertext { _ = try quorum.open(ciphertext) }
        default: throw Accepted(encoding: encoding, input: input)
        }
    }

    private static func share(_ text: String, _ manifest: Manifest, _ passphrase: String?) throws -> Share {
        switch (try ReadShare(encoded: [UInt8](hexadecimal: text).span), passphrase) {
        case (.plain(let share), _): return try manifest.prove(share)
        case (.sealed(let share), let passphrase?):
            return try manifest.prove(share.opened(with: try Sample.stretched(passphrase, share.salt)))
        case (.sealed, nil): throw EnvelopeError.emptyCredential
        }
    }

    /// The error's case, without what differs from run to run; stable, for the vector files.
    private static func token(_ error: EnvelopeError) -> String {
        switch error {
        case .malformed(let object, let defect):
            "\(object): \(defect)".replacing("ShareEnvelope.StaticFieldName.", with: "")
                .replacing("PublicTexts.TextDefect.", with: "")
        case .otherSet: "another set's share"
        case .noSuchShare: "no such share"
        case .forged: "forged share"
        case .wrongPassphrase: "wrong passphrase"
        case .quorumNotMet: "quorum not met"
        case .notCommitted: "key not committed"
        case .wrongCiphertext: "wrong ciphertext"
        case .unopenableCiphertext: "unopenable ciphertext"
        case .emptyCredential: "empty credential"
        default: "\(error)"
        }
    }
}
