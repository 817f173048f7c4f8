// SPDX-License-Identifier: Apache-2.0
//
// A custodian's passphrase: generated here and written down by hand, or the custodian's own. It is never printed.

import Ceremonies
import Glibc
import Isolation
import SecretMemory
import SecretSharing
import ShareEnvelope
import TerminalDialogue

/// Asks each custodian of a sealed share for a passphrase.
struct PassphraseInput {
    /// Files that hold passphrases, for scripts.
    private let files: [ShareNumber: String]

    /// Takes `SHARE=PATH` pairs from the command line.
    init(_ pairs: [String]) throws(CommandError) {
        var files: [ShareNumber: String] = [:]
        for pair in pairs {
            guard let equals = pair.firstIndex(of: "="), let number = ShareNumber(reading: String(pair[..<equals]))
            else { throw CommandError(.usage, "--passphrase-from \(pair): no share and path", hint: "g1m2=PATH") }
            files[number] = String(pair[pair.index(after: equals)...])
        }
        self.files = files
    }

    /// No files: every passphrase is asked for.
    init() { files = [:] }

    /// The shares whose passphrases come from files.
    var numbers: Set<ShareNumber> { Set(files.keys) }

    /// Refuses a passphrase that cannot be had later: its file cannot be opened, or nobody can be asked.
    func check(_ name: String, _ number: ShareNumber) throws(CommandError) {
        guard let path = files[number] else { return try checkTerminal(name, number) }
        guard unsafe access(path, R_OK) == 0 else {
            throw CommandError(
                .notFound, "the passphrase in \(path) cannot be read: \(unsafe String(cString: strerror(errno)))",
                hint: "--passphrase-from \(number)=PATH with a file that you may read")
        }
    }

    private func checkTerminal(_ name: String, _ number: ShareNumber) throws(CommandError) {
        guard Terminal.isInteractive else {
            throw CommandError(
                .usage, "there is no terminal to ask \(name) for a passphrase",
                hint: "--passphrase-from \(number)=PATH")
        }
    }

    /// The passphrase in a share's file, if one is named.
    func fromFile(_ number: ShareNumber) throws(CommandError) -> SecretBytes? {
        guard let path = files[number] else { return nil }
        let file = try InputFile.open(path)
        defer { close(file) }
        let passphrase = try Self.read(file, path)
        guard passphrase.count > 0 else {
            throw CommandError(
                .badInput, "the passphrase in \(path) is empty", hint: "write one line into it, or leave --seal out")
        }
        return passphrase
    }

    private static func read(_ file: Int32, _ path: String) throws(CommandError) -> SecretBytes {
        let bytes: SecretBytes
        do throws(SecretInput.Failure) {
            bytes = try SecretInput.read(from: file, limit: StretchWorker.passphraseLimit)
        } catch {
            throw CommandError(.badInput, "the passphrase in \(path) cannot be read", hint: "at most 1,024 bytes")
        }
        return try SecretTextInput.plain(bytes, named: "the passphrase in \(path)").withoutLineEnd()
    }

    /// The passphrase from a share's file, or the one that its custodian agrees on at the screen.
    ///
    /// - Parameter manifest: the set that the share belongs to.
    func agree(with name: String, _ number: ShareNumber, of manifest: Manifest) throws(CommandError) -> SecretBytes {
        if let passphrase = try fromFile(number) { return passphrase }
        try checkTerminal(name, number)
        return try PassphraseScreen(of: name, for: manifest.share(number)).run()
    }
}
