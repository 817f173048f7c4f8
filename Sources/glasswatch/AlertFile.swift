// SPDX-License-Identifier: Apache-2.0

import Alerts

/// The files that `glasswatch alerts` is given beside the logs.
enum AlertFile {
    /// Reads a document, and turns its error into the command's; `path` is nil where the error names the file already.
    static func read<Content>(
        _ path: String?, _ body: () throws(AlertsError) -> Content
    ) throws(CommandFailure) -> Content {
        do throws(AlertsError) { return try body() } catch {
            throw CommandFailure(
                .badInput, (path.map { "\($0): " } ?? "") + error.description,
                hint: error.hint.isEmpty ? nil : error.hint)
        }
    }
}
