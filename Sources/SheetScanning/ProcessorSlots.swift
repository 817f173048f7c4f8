// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Lets as many children decode at once as there are processors, whoever started them.
actor ProcessorSlots {
    static let shared = ProcessorSlots(count: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) { free = count }

    /// Waits for a slot; each is given back with ``give()``.
    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Hands the slot to the one that waited longest.
    func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
