// SPDX-License-Identifier: Apache-2.0

import Glibc
import Isolation
import SecretMemory
import SystemPackage

/// The misbehaving worker that is built beside the tests.
enum Probe {
    static let path: FilePath = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let tests = FilePath(String(decoding: buffer[0..<max(count, 0)].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        return tests.removingLastComponent().appending("WorkerProbe")
    }()

    static func worker(_ arguments: String..., within time: Duration = .seconds(300)) -> IsolatedWorker {
        IsolatedWorker(
            executable: path, arguments: arguments,
            limits: WorkerLimits(addressSpace: 512 << 20, processorSeconds: 1, wallClock: time))
    }

    static func bytes(_ text: String = "") -> SecretBytes { SecretBytes(copying: Array(text.utf8).span) }

    /// What a worker answers, as text.
    static func answer(_ worker: IsolatedWorker) async throws -> String {
        text(try await worker.run(input: bytes(), replyLimit: 1 << 20))
    }

    static func text(_ bytes: borrowing SecretBytes) -> String {
        String(decoding: (0..<bytes.count).map { bytes.span[$0] }, as: UTF8.self)
    }

    /// How a worker fails; `nil` when it answers.
    static func failure(of worker: IsolatedWorker, input: String = "", replyLimit: Int = 1 << 20) async -> WorkerError?
    {
        do throws(WorkerError) {
            _ = try await worker.run(input: bytes(input), replyLimit: replyLimit)
            return nil
        } catch {
            return error
        }
    }
}
