// SPDX-License-Identifier: Apache-2.0

import CSodium

/// Starts libsodium once, and clears the stack after its work.
public enum Sodium {
    private static let started: Bool = {
        // Returns 0 on the first call, 1 afterwards, and −1 when no random source can be opened.
        guard sodium_init() >= 0 else { fatalError("libsodium cannot start: there is no random source") }
        return true
    }()

    /// Makes sure that libsodium is ready; ends the process when there is no random source.
    public static func start() {
        precondition(started)
    }

    /// Overwrites what secret operations may have left on the stack.
    @inline(never)
    public static func clearStack() {
        // More than any secret operation of this package uses between two calls.
        sodium_stackzero(16 * 1024)
    }
}
