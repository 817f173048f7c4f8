// SPDX-License-Identifier: Apache-2.0

import AuditResult
import Ceremonies
import TerminalDialogue

extension GivenResult {
    /// Reads the result file of an audit that a person named.
    init(reading path: String) throws(CommandError) {
        let bytes = try InputFile.bytes(
            path, limit: ResultFile.byteLimit, hint: "give the file that `glasswatch audit --result FILE` wrote")
        do throws(Refusal) { try self.init(bytes, named: path) } catch { throw CommandError(.badInput, error) }
    }
}
