// SPDX-License-Identifier: Apache-2.0

import CSodium

/// The library's one-time start.
public enum Sodium {
    private static let started: Bool = {
        // 0 on the first call, 1 afterwards, −1 when no random source can be opened.
        guard sodium_init() >= 0 else { fatalError("libsodium cannot start: no random source") }
        return true
    }()

    /// Makes sure that libsodium is ready; without a random source the process ends.
    public static func start() {
        precondition(started)
    }

    /// Overwrites what finished secret operations may have left on the stack.
    @inline(never)
    public static func clearStack() {
        // Deeper than any secret operation of this package goes between two calls.
        sodium_stackzero(16 * 1024)
    }
}
