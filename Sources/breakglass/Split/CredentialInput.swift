// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Glibc
import Isolation
import Reports
import SecretMemory
import ShareEnvelope
import SheetScanning
import SystemPackage
import TerminalDialogue

/// Reads the credential's fields from their sources, only into secret memory.
struct CredentialInput {
    private let scanner = SheetScanner()

    /// Reads the fields. What is typed comes last, so that no wrong file costs a person the typing.
    func read(_ sources: [FieldSource]) async throws(CommandError) -> Credential {
        guard Terminal.isInteractive || !sources.contains(where: { $0.origin == .prompt }) else {
            throw CommandError(
                .usage, "there is no terminal to ask for the credential",
                hint: "--field-from NAME=PATH, --field-from NAME=-, or --generate NAME")
        }
        var fields: [CredentialField?] = Array(repeating: nil, count: sources.count)
        for (place, source) in sources.enumerated() where source.origin != .prompt {
            fields[place] = try Self.field(source, try await value(of: source))
        }
        try type(sources.indices.filter { sources[$0].origin == .prompt }, of: sources, into: &fields)
        do throws(EnvelopeError) { return try Credential(fields: fields.compactMap { $0 }) } catch {
            throw CommandError(error)
        }
    }

    /// Asks for the fields that a person types, one after the other; `back` returns to the one before.
    private func type(
        _ places: [Int], of sources: [FieldSource], into fields: inout [CredentialField?]
    ) throws(CommandError) {
        let goesBack = places.count > 1
        if goesBack { Console.say("`back` returns to the field before.") }
        var position = 0
        while position < places.count {
            let place = places[position]
            if let value = try ask(for: sources[place], goesBack: goesBack) {
                fields[place] = try Self.field(sources[place], try seedOrValue(value, of: sources[place]))
                position += 1
            } else if position == 0 {
                Console.say("This is the first field.")
            } else {
                position -= 1
                fields[places[position]] = nil
            }
        }
    }

    private static func field(
        _ source: FieldSource, _ value: consuming SecretBytes
    ) throws(CommandError) -> CredentialField {
        do throws(EnvelopeError) {
            return try CredentialField(kind: source.kind, name: source.name, value: value)
        } catch { throw commandError(error, in: source) }
    }

    private static func commandError(_ error: EnvelopeError, in source: FieldSource) -> CommandError {
        if error == .emptyCredential {
            return CommandError(
                .badInput, "the field \(source.name) is empty", hint: "give it at least one byte, or leave it out")
        }
        return CommandError(error, in: "the field \(source.name)")
    }

    private func value(of source: FieldSource) async throws(CommandError) -> SecretBytes {
        switch source.origin {
        case .prompt: preconditionFailure("a field that is typed is asked for with the others")
        case .standardInput: return try seedOrValue(try bytes(from: STDIN_FILENO, of: source), of: source)
        case .file(let path):
            let file = try InputFile.open(path)
            defer { close(file) }
            return try seedOrValue(try bytes(from: file, of: source), of: source)
        case .generated: return PassphraseGenerator.password()
        case .enrolmentImage(let path): return try await seed(inImage: path, of: source)
        }
    }

    private func bytes(from descriptor: Int32, of source: FieldSource) throws(CommandError) -> SecretBytes {
        let bytes: SecretBytes
        do throws(SecretInput.Failure) {
            // Room for the line ending that is dropped, and for one more byte, which shows that the field is too long.
            bytes = try SecretInput.read(from: descriptor, limit: Ciphertext.fieldListLimit + 2)
        } catch {
            switch error {
            case .tooLong:
                throw CommandError(
                    .badInput,
                    "the field \(source.name) has too many bytes; the limit is \(Ciphertext.fieldListLimit)",
                    hint: "encrypt the file with a tool of your choice and put its key into custody instead")
            case .system(let number):
                throw CommandError(
                    .badInput, "the field \(source.name) cannot be read: \(unsafe String(cString: strerror(number)))")
            }
        }
        guard source.kind != .file else { return bytes }
        let exact = source.kind == .oneTimePasswordSeed ? nil : "\(source.name):file keeps every byte as it is"
        let name = "the field \(source.name)"
        let text = try SecretTextInput.plain(bytes, named: name, exact: exact).withoutLineEnd()
        SecretTextInput.warn(of: text, named: name)
        return text
    }

    /// Asks for a field, and once more for one that is not shown, where `back` begins it again.
    ///
    /// - Parameter goesBack: whether there are other fields to go back to; a single field may be `back` itself.
    /// - Returns: `nil` if the person goes back to the field before.
    private func ask(for source: FieldSource, goesBack: Bool) throws(CommandError) -> SecretBytes? {
        try Terminal.withKeys { () throws(CommandError) -> SecretBytes? in
            var input = LineInput()
            while true {
                let isShown = source.kind == .text
                let first = try answer(&input, "\(source.name)\(isShown ? "" : " (not shown)"): ", isShown: isShown)
                if goesBack, Self.isBack(first) { return nil }
                if isShown { return first }
                let second = try answer(&input, "\(source.name) once more: ", isShown: false)
                if first.isEqual(to: second) { return first }
                if goesBack, Self.isBack(second) { continue }
                Console.say("They do not match. Try again.")
            }
        }
    }

    /// Whether somebody typed `back`.
    static func isBack(_ line: borrowing SecretBytes) -> Bool {
        let word = Array("back".utf8)
        return line.count == word.count && word.indices.allSatisfy { line.span[$0] | 0x20 == word[$0] }
    }

    private func answer(
        _ input: inout LineInput, _ prompt: String, isShown: Bool
    ) throws(CommandError) -> SecretBytes {
        while true {
            switch input.ask(prompt, echo: isShown ? .unlessShare : .hidden) {
            // If the program ended here, the rest of the typing would go to the shell.
            case .line(let line) where line.count == 0: Console.say("It is empty. Try again; Ctrl-D gives up.")
            case .line(let line): return line
            case .end: throw CommandError(.interrupted, "the credential was not entered; nothing was created")
            }
        }
    }

    /// Returns the value itself or, for a one-time-password seed, the seed in a base32 text or enrollment text.
    private func seedOrValue(_ value: consuming SecretBytes, of source: FieldSource) throws(CommandError) -> SecretBytes
    {
        if source.kind == .oneTimePasswordSeed { return try Self.seed(in: value, of: source) }
        return value
    }

    private static func seed(in text: borrowing SecretBytes, of source: FieldSource) throws(CommandError) -> SecretBytes
    {
        let isEnrolment = (0..<text.count).contains { text.span[$0] == UInt8(ascii: ":") }
        do throws(EnrolmentError) {
            return isEnrolment ? try EnrolmentCode.seedValue(text) : try EnrolmentCode.seedValue(base32: text)
        } catch {
            throw CommandError(
                .badInput, "the field \(source.name) \(error.words)",
                hint: error.hint)
        }
    }

    private func seed(inImage path: String, of source: FieldSource) async throws(CommandError) -> SecretBytes {
        let file = try SheetPaths.open(path)
        defer { close(file) }
        let scan: Scan
        do throws(WorkerError) { scan = try await scanner.codes(in: FileDescriptor(rawValue: file)) } catch {
            throw CommandError(.badInput, "\(path): \(error.words)", hint: "use a PNG or JPEG picture, or a PDF")
        }
        guard !scan.codes.isEmpty else {
            if let trouble = scan.troubles(in: path).first {
                throw CommandError(.badInput, trouble, hint: "use a PNG or JPEG picture, or a PDF")
            }
            throw CommandError(.badInput, "\(path) shows no QR code", hint: "take the picture straight on, and closer")
        }
        guard scan.codes.count == 1 else {
            throw CommandError(
                .badInput, "\(path) shows \(scan.codes.count) codes", hint: "crop the picture to the right one")
        }
        do throws(EnrolmentError) { return try EnrolmentCode.seedValue(scan.codes[0].text) } catch {
            throw CommandError(
                .badInput, "\(path) \(error.words)",
                hint: error == .notEnrolment
                    ? "take a picture of the code that the service shows for authenticator apps" : error.hint)
        }
    }
}
