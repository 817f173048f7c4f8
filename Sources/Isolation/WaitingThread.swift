// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A thread for work that blocks in system calls. Swift's tasks share a few threads, which must not block.
enum WaitingThread {
    /// Runs `work` on its own thread and returns when it is done.
    static func run(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let job = Job {
                work()
                continuation.resume()
            }
            var thread = pthread_t()
            let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { job in
                // The pointer was retained for this thread just before the thread started.
                if let job = unsafe job { unsafe Unmanaged<Job>.fromOpaque(job).takeRetainedValue().work() }
                return nil
            }
            let retained = unsafe Unmanaged.passRetained(job)
            if unsafe pthread_create(&thread, nil, start, retained.toOpaque()) == 0 {
                pthread_detach(thread)
            } else {
                // Without a new thread the work blocks this one: others are slower, but nothing is lost.
                unsafe retained.release()
                job.work()
            }
        }
    }

    private final class Job: Sendable {
        let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
}
