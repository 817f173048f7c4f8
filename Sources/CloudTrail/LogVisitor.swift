// SPDX-License-Identifier: Apache-2.0

/// Takes what a walk through log files finds.
package protocol LogVisitor {
    /// Says whether to read a file, or a member of an archive.
    mutating func begin(file: String) -> Bool
    mutating func visit(_ event: borrowing ScannedEvent)
    mutating func report(_ problem: ReadingProblem)
}

extension LogVisitor {
    package mutating func begin(file: String) -> Bool { true }
}
