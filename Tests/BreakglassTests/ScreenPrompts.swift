// SPDX-License-Identifier: Apache-2.0

import Testing

extension Screen {
    /// Waits until a prompt that was asked before is asked once more.
    ///
    /// - Parameter count: how often the terminal shows it then.
    func waitForPrompt(_ words: String, asked count: Int, sourceLocation: SourceLocation = #_sourceLocation)
        async throws
    {
        let deadline = ContinuousClock.now + Patience.limit
        var shown = ""
        while ContinuousClock.now < deadline {
            shown = try await history()
            if shown.components(separatedBy: words).count > count { return }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("\"\(words)\" was not asked \(count) times:\n\(shown)", sourceLocation: sourceLocation)
    }
}
