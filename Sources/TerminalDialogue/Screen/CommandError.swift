// SPDX-License-Identifier: Apache-2.0

package import Ceremonies

/// One clear error: what and where, what a person compares, how to fix it, and the exit code.
package struct CommandError: Error {
    package let code: ExitCode
    package let message: String
    /// Lines to compare, such as digests: each stands alone, so that the screen breaks none.
    package let comparison: [String]
    package let hint: String?

    package init(_ code: ExitCode, _ message: String, comparing comparison: [String] = [], hint: String? = nil) {
        self.code = code
        self.message = message
        self.comparison = comparison
        self.hint = hint
    }

    package init(_ code: ExitCode, _ refusal: Refusal) { self.init(code, refusal.words, hint: refusal.hint) }
}
