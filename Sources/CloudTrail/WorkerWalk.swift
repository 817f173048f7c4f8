// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Glibc
import Synchronization

extension LogReader {
    /// A worker takes files of about this many bytes at once.
    private static let batchByteCount = 8 << 20
    /// Each worker has buffers of its own, of up to some dozen megabytes.
    private static let mostWorkers = 8

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
        let batches = batches
        let done = Mutex<[Part?]>(Array(repeating: nil, count: batches.count))
        let next = Atomic<Int>(0)
        let count = workers ?? min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), Self.mostWorkers)
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

    /// The files, in their order, in batches of one large file or of several small ones; at least one batch.
    private var batches: [ArraySlice<String>] {
        var batches: [ArraySlice<String>] = []
        var start = 0
        var byteCount = 0
        for (place, file) in files.enumerated() {
            byteCount += byteCounts?[place] ?? Self.byteCount(of: file)
            guard byteCount >= Self.batchByteCount else { continue }
            batches.append(files[start...place])
            (start, byteCount) = (place + 1, 0)
        }
        return start < files.count || batches.isEmpty ? batches + [files[start...]] : batches
    }

    private static func byteCount(of file: String) -> Int {
        var status = stat()
        return unsafe stat(file, &status) == 0 ? Int(status.st_size) : 0
    }
}
