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

    /// Does the work, and shows its progress while it lasts; only at a terminal.
    func during<Value: Sendable>(
        _ work: @Sendable () async throws(CommandError) -> Value
    ) async throws(CommandError) -> Value {
        guard Terminal.isInteractive else { return try await work() }
        let talker = Task { await talk() }
        let result: Result<Value, CommandError>
        do throws(CommandError) { result = .success(try await work()) } catch { result = .failure(error) }
        talker.cancel()
        // Cleared only when no more is said. Another file's notice may go too; it comes back within a second.
        if await talker.value { PassingLine.clear() }
        return try result.get()
    }

    /// Shows the progress each second until it is cancelled.
    ///
    /// - Returns: whether anything was shown.
    private func talk() async -> Bool {
        var hasShown = false
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            guard let progress = newest.withLock({ $0 }) else { continue }
            PassingLine.show(words(progress))
            hasShown = true
        }
        return hasShown
    }

    private func words(_ progress: ScanProgress) -> String {
        guard let count = progress.pageCount else { return "Reading \(path) …" }
        return "Reading \(path): page \(progress.page) of \(count) …"
    }
}
