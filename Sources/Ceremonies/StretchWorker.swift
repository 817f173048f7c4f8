// SPDX-License-Identifier: Apache-2.0
//
// The stretching child process: brings a passphrase into NFC, which the libraries do in ordinary memory, and runs
// Argon2id over 256 MiB. All of this memory is gone when the child exits.

import Foundation
import Isolation
package import SecretMemory
package import ShareEnvelope
package import SystemPackage

/// The stretching child's whole program.
package enum StretchWorker {
    static let limits = WorkerLimits(addressSpace: 3 << 30, processorSeconds: 60, wallClock: .seconds(120))
    /// The most bytes of a passphrase.
    package static let passphraseLimit = 1024

    /// Reads salt and passphrase from standard input, and replies with the stretched bytes.
    package static func main() -> Never {
        WorkerEntry.enter(limits, reach: .streams)
        do {
            let input = try SecretInput.read(from: STDIN_FILENO, limit: passphraseLimit + 16)
            guard input.count > 16, let salt = SealingSalt(bytes: (0..<16).map { input.span[$0] }) else {
                WorkerEntry.refuse("the passphrase is empty")
            }
            guard let text = String(bytes: (16..<input.count).map { input.span[$0] }, encoding: .utf8) else {
                WorkerEntry.refuse("the passphrase is not UTF-8 text")
            }
            let normal = Array(text.precomposedStringWithCanonicalMapping.utf8)
            WorkerEntry.reply(try StretchedPassphrase.stretch(SecretBytes(copying: normal.span), salt: salt))
        } catch EnvelopeError.noMemoryToStretch {
            WorkerEntry.refuse("there is not enough memory: 256 MiB are needed")
        } catch {
            WorkerEntry.refuse("the passphrase cannot be read")
        }
    }
}

/// Turns passphrases into keys, each in its own child process.
package struct PassphraseStretcher: Sendable {
    private let worker: IsolatedWorker

    /// Makes a stretcher whose child is `executable`, which must call ``StretchWorker/main()``.
    package init(executable: FilePath = "/proc/self/exe") {
        worker = IsolatedWorker(executable: executable, arguments: ["worker", "stretch"], limits: StretchWorker.limits)
    }

    /// Stretches a passphrase; takes about a second and 256 MiB.
    ///
    /// - Parameter passphrase: as it was typed, without a line ending; it is brought into NFC.
    /// - Throws: `CeremonyError.stretching`.
    package func stretch(
        _ passphrase: borrowing SecretBytes, salt: SealingSalt
    ) async throws(CeremonyError) -> StretchedPassphrase {
        var input = SecretWriter(capacity: passphrase.count + 16)
        input.append(salt.bytes)
        input.append(passphrase)
        let reply: SecretBytes
        do { reply = try await worker.run(input: input.finish(), replyLimit: 56) } catch { throw .stretching(error) }
        guard let stretched = StretchedPassphrase(bytes: reply) else { throw .stretching(.replyMalformed) }
        return stretched
    }
}
