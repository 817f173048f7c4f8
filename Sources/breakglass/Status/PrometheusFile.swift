// SPDX-License-Identifier: Apache-2.0

import Foundation
import TerminalDialogue

/// The file that a collector reads; each write replaces it atomically.
struct PrometheusFile {
    let path: String

    func write(_ text: String) throws(CommandError) {
        guard path != "-" else { return Console.result(String(text.dropLast())) }
        do { try Data(text.utf8).write(to: URL(filePath: path), options: .atomic) } catch {
            throw CommandError(
                .cannotCreate, "\(path) cannot be written", hint: "name a file in a writable folder")
        }
    }
}
