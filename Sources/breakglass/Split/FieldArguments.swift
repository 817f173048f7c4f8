// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Ceremonies
import ShareEnvelope
import TerminalDialogue

/// What the credential is made of.
struct FieldArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Ask for this field at the terminal; only text is echoed. Kinds: text, secret, otp, file (default: secret).",
            valueName: "name[:kind]"))
    var field: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read this field from a file, or from standard input (-). One line ending at the end of a text, secret "
                + "or otp is dropped; a file is taken unchanged.", valueName: "name[:kind]=path"))
    var fieldFrom: [String] = []

    @Option(
        help: ArgumentHelp(
            "Generate a 32-character password (192 bits) for this field. After the printed sheets are read back, it is "
                + "shown so that you can set it at the account. One at a time; needs a terminal.", valueName: "name"))
    var generate: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read a one-time-password seed from the QR image of an MFA enrollment.", valueName: "image"))
    var otpauth: [String] = []

    @Option(
        help: ArgumentHelp(
            "The code that the service or its app shows now, to try a seed with. Asked for at a terminal. Repeatable.",
            valueName: "[name=]code"))
    var currentCode: [String] = []

    @Option(
        help: ArgumentHelp(
            "Deal the seeds without trying them, and say why. It goes on record, and another person must countersign.",
            valueName: "why"))
    var untriedSeed: String?

    @Flag(help: "Keep password and one-time-password seed in one set, although one quorum then holds both factors.")
    var allowOneSet = false

    /// Whether no field was named.
    var isEmpty: Bool { field.isEmpty && fieldFrom.isEmpty && generate.isEmpty && otpauth.isEmpty }

    /// Returns the fields to read, in order. Finds wrong options before anything is asked.
    func sources() throws(CommandError) -> [FieldSource] {
        var sources: [FieldSource] = []
        for text in field {
            let (name, kind) = try Self.nameAndKind(text, option: "--field")
            guard kind != .file else {
                throw CommandError(
                    .usage, "--field \(text): a file cannot be typed", hint: "--field-from \(name):file=PATH")
            }
            sources.append(FieldSource(name: name, kind: kind, origin: .prompt))
        }
        for text in fieldFrom {
            guard let equals = text.firstIndex(of: "="), text.index(after: equals) < text.endIndex else {
                throw CommandError(
                    .usage, "--field-from \(text): no path after =", hint: "--field-from password=password.txt")
            }
            let (name, kind) = try Self.nameAndKind(String(text[..<equals]), option: "--field-from")
            let path = String(text[text.index(after: equals)...])
            sources.append(FieldSource(name: name, kind: kind, origin: path == "-" ? .standardInput : .file(path)))
        }
        for text in generate {
            sources.append(FieldSource(name: try Self.name(text), kind: .secret, origin: .generated))
        }
        for (index, path) in otpauth.enumerated() {
            let name = index == 0 ? "one-time password" : "one-time password \(index + 1)"
            sources.append(
                FieldSource(name: try Self.name(name), kind: .oneTimePasswordSeed, origin: .enrolmentImage(path)))
        }
        if isEmpty { sources = [FieldSource(name: try Self.name("password"), kind: .secret, origin: .prompt)] }
        guard sources.filter({ $0.origin == .standardInput }).count <= 1 else {
            throw CommandError(.usage, "only one field can come from standard input", hint: "use files for the others")
        }
        var names: Set<PublicText> = []
        for source in sources where !names.insert(source.name).inserted {
            throw CommandError(
                .usage, "two fields are called \(source.name)", hint: "give each field a name of its own")
        }
        return sources
    }

    private static func nameAndKind(_ text: String, option: String) throws(CommandError) -> (PublicText, FieldKind) {
        guard let colon = text.lastIndex(of: ":") else { return (try name(text), .secret) }
        let kind: FieldKind
        switch text[text.index(after: colon)...] {
        case "text": kind = .text
        case "secret": kind = .secret
        case "otp": kind = .oneTimePasswordSeed
        case "file": kind = .file
        default:
            throw CommandError(
                .usage, "\(option) \(text): no such kind", hint: "text, secret, otp or file after the colon")
        }
        return (try name(String(text[..<colon])), kind)
    }

    private static func name(_ text: String) throws(CommandError) -> PublicText {
        try PublicText(named: "a field's name", text, limit: CredentialField.nameLimit)
    }
}
