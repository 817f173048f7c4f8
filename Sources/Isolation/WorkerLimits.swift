// SPDX-License-Identifier: Apache-2.0

/// What a worker may use before it is ended.
package struct WorkerLimits: Sendable, Equatable {
    /// Bytes of address space; the worker sets this limit itself.
    package let addressSpace: Int
    /// Seconds of processor time; the worker sets this limit itself.
    package let processorSeconds: Int
    /// How long the parent waits for the answer before it kills the worker.
    package let wallClock: Duration

    /// Makes limits, all of them greater than zero.
    package init(addressSpace: Int, processorSeconds: Int, wallClock: Duration) {
        precondition(addressSpace > 0 && processorSeconds > 0 && wallClock > .zero, "a limit must be greater than zero")
        self.addressSpace = addressSpace
        self.processorSeconds = processorSeconds
        self.wallClock = wallClock
    }
}
