// SPDX-License-Identifier: Apache-2.0

import SheetScanning
import Synchronization

/// Says that a file is still being read, if that takes longer than a second.
final class ReadingNotice: Sendable {
    private let path: String
    private let newest = Mutex<ScanProgress?>(nil)

    init(_ path: String) { self.path = path }

    /// Notes which page is being read.
    func note(_ progress: ScanProgress) { newest.withLock { $0 = progress } }

    /// Does the work, and reports its progress now and then; only at a terminal.
    func during<Value: Sendable>(
        _ work: @Sendable () async throws(CommandError) -> Value
    ) async throws(CommandError) -> Value {
        guard Terminal.isInteractive else { return try await work() }
        let talker = Task { await talk() }
        defer { talker.cancel() }
        return try await work()
    }

    private func talk() async {
        var told: ScanProgress?
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            let progress = newest.withLock { $0 }
            guard let progress, progress != told else { continue }
            told = progress
            Console.say(words(progress))
        }
    }

    private func words(_ progress: ScanProgress) -> String {
        guard let count = progress.pageCount else { return "reading \(path) …" }
        return "reading \(path): page \(progress.page) of \(count) …"
    }
}
