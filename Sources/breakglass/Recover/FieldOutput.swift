// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Foundation
import Glibc
import Isolation
import SecretMemory
import ShareEnvelope
import TerminalDialogue

/// Where one field goes that the person asked for: a pipe or a new file.
struct FieldOutput {
    private let name: String
    private let path: String

    /// `nil` if no field was asked for.
    init?(field: String?, output: String?) throws(CommandError) {
        guard let field else {
            guard output == nil else {
                throw CommandError(
                    .usage, "--output is given, but no field is named", hint: "--field password --output -")
            }
            return nil
        }
        guard let output else {
            throw CommandError(
                .usage, "--field \(field) needs --output", hint: "--output - for a pipe, or a file")
        }
        guard output != "-" || isatty(STDOUT_FILENO) == 0 else {
            throw CommandError(
                .refused, "the standard output is a terminal, which would keep the field in its history",
                hint: "leave out --field and --output to see it on a screen that is cleared")
        }
        // A file that cannot be created is reported before the credential counts as shown.
        if output != "-" { _ = try NewFile(output) }
        name = field
        path = output
    }

    /// Refuses a field that the credential does not have, before anything is recorded as shown.
    func check(_ credential: Credential) throws(CommandError) {
        guard field(of: credential) != nil else {
            let names = credential.fields.map { $0.name.description }.joined(separator: ", ")
            throw CommandError(.notFound, "the credential has no field \(name)", hint: "it has: \(names)")
        }
    }

    /// Writes the field's bytes, or the current code of a one-time-password seed, and nothing else.
    func write(_ credential: Credential) throws(CommandError) {
        guard let field = field(of: credential) else { return }
        if field.kind == .oneTimePasswordSeed {
            guard let password = OneTimePassword(field: field, at: Int(Date().timeIntervalSince1970)) else {
                throw CommandError(.fault, "the one-time password cannot be computed")
            }
            try write(password.digits)
        } else {
            try write(field.value)
        }
    }

    private func field(of credential: Credential) -> CredentialField? {
        // Names match by their bytes; a keyboard that composes letters in another way can still name a field.
        let composed = Array(name.precomposedStringWithCanonicalMapping.utf8)
        return credential.fields.first { $0.name.utf8 == Array(name.utf8) }
            ?? credential.fields.first { $0.name.utf8 == composed }
    }

    private func write(_ bytes: borrowing SecretBytes) throws(CommandError) {
        guard path != "-" else { return try write(bytes, to: STDOUT_FILENO, called: "the standard output") }
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw CommandError(
                .cannotCreate, "\(path) cannot be created: \(unsafe String(cString: strerror(errno)))",
                hint: "name a new file in a folder that exists")
        }
        defer { close(file) }
        do throws(CommandError) {
            try write(bytes, to: file, called: path)
        } catch {
            unsafe unlink(path)
            throw error
        }
    }

    private func write(
        _ bytes: borrowing SecretBytes, to descriptor: Int32, called name: String
    ) throws(CommandError) {
        do throws(SecretOutput.Failure) { try SecretOutput.write(bytes, to: descriptor) } catch {
            switch error {
            case .readerIsGone:
                throw CommandError(
                    .cannotWrite, "\(name): the reader is gone", hint: "check the program at the other end of the pipe")
            case .system(let number):
                throw CommandError(
                    .cannotWrite, "\(name) cannot be written: \(unsafe String(cString: strerror(number)))",
                    hint: "nothing was left there; name another place")
            }
        }
    }
}
