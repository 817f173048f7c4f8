// SPDX-License-Identifier: Apache-2.0

package import Ceremonies

/// One clear error: what and where, how to fix it, and the exit code.
package struct CommandError: Error {
    package let code: ExitCode
    package let message: String
    package let hint: String?

    package init(_ code: ExitCode, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    package init(_ code: ExitCode, _ refusal: Refusal) { self.init(code, refusal.words, hint: refusal.hint) }
}
