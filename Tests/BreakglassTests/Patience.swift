// SPDX-License-Identifier: Apache-2.0

import Testing

/// Waits that could hang, each with its own end: far beyond what it takes on a busy machine, so that only a fault meets
/// it.
enum Patience {
    static let limit = Duration.seconds(600)

    /// Does a piece of work that may hang; past the limit it is cancelled, and the error says what was waited for.
    static func wait<Result: Sendable>(
        for what: String, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let result = first else { throw WaitedInVain(what: what) }
            return result
        }
    }

    /// Asks again and again until something is so.
    static func wait(until what: String, _ isSo: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + limit
        while try await !isSo() {
            guard ContinuousClock.now < deadline else { throw WaitedInVain(what: what) }
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}

/// What never came, however long a test waited.
struct WaitedInVain: Error {
    let what: String
}
