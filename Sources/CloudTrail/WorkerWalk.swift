// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

extension LogReader {
    /// Each worker has buffers of its own, of up to some dozen megabytes.
    private static let mostWorkers = 8
    /// Into how many batches a worker's part of what is left is divided.
    private static let batchesPerWorker = 8
    /// A larger batch would hold more memory than what is found in it takes.
    private static let mostFiles = 256

    /// Passes every record of every file to visitors, with several workers at once: each has a visitor, and takes the next
    /// few files again and again.
    ///
    /// - Parameters:
    ///   - workers: how many; `nil` for one a processor.
    ///   - make: makes a worker's visitor. The one that takes the first files is also told the problems of the paths.
    ///   - end: gives what is kept of a visitor when some of its files have ended, and takes it from the visitor.
    /// - Returns: what is kept, in the order of the files.
    package func walk<Visitor: LogVisitor & SendableMetatype, Part: Sendable>(
        workers: Int? = nil, _ make: @Sendable () -> Visitor, end: @Sendable (inout Visitor) -> Part
    ) -> [Part] {
        let count = workers ?? min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), Self.mostWorkers)
        let batches = batches(for: count)
        let done = Mutex<[Part?]>(Array(repeating: nil, count: batches.count))
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: min(count, batches.count)) { _ in
            let walk = FileWalk()
            var visitor = make()
            while case let place = next.add(1, ordering: .relaxed).oldValue, place < batches.count {
                if place == 0 { for problem in problems { visitor.report(problem) } }
                for file in batches[place] { walk.read(file, to: &visitor) }
                let part = end(&visitor)
                done.withLock { $0[place] = part }
            }
        }
        return done.withLock { $0.compactMap { $0 } }
    }

    /// The files, in their order, in batches that become smaller toward the end, so that all workers end at about the same
    /// time, however large the files are (Polychronopoulos and Kuck: Guided Self-Scheduling, 1987); at least one batch.
    private func batches(for workers: Int) -> [ArraySlice<String>] {
        var batches: [ArraySlice<String>] = []
        var rest = files[...]
        repeat {
            let share = rest.count / (workers * Self.batchesPerWorker)
            batches.append(rest.prefix(min(max(1, share), Self.mostFiles)))
            rest = rest.dropFirst(batches[batches.count - 1].count)
        } while !rest.isEmpty
        return batches
    }
}
