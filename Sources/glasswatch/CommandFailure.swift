// SPDX-License-Identifier: Apache-2.0

/// Why a command ends without a verdict, and what to do.
struct CommandFailure: Error {
    var code: WatchExit
    var message: String
    var hint: String?

    init(_ code: WatchExit, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }
}
