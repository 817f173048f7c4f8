// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Counts the secrets that the system refused to keep out of swap.
public enum LockFailures {
    private static let counter = Atomic<Int>(0)

    /// How many of this process's secrets could not be locked in memory.
    public static var count: Int { counter.load(ordering: .relaxed) }

    static func note() { counter.add(1, ordering: .relaxed) }
}
