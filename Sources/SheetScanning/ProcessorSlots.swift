// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Limits how many children decode at once to the number of processors, across the whole program.
actor ProcessorSlots {
    static let shared = ProcessorSlots(count: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) { free = count }

    /// Waits for a slot; return it with ``give()``.
    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Gives the slot to the task that has waited longest.
    func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
