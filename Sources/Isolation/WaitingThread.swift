// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A thread for work that waits in system calls, which the few threads of Swift's tasks must not do.
enum WaitingThread {
    /// Runs `work` on a thread of its own and returns when it is done.
    static func run(_ work: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            let job = Job {
                work()
                continuation.resume()
            }
            var thread = pthread_t()
            let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { job in
                // The pointer was retained for this thread just before it started.
                if let job = unsafe job { unsafe Unmanaged<Job>.fromOpaque(job).takeRetainedValue().work() }
                return nil
            }
            let retained = unsafe Unmanaged.passRetained(job)
            if unsafe pthread_create(&thread, nil, start, retained.toOpaque()) == 0 {
                pthread_detach(thread)
            } else {
                // Without a thread the work waits here: slower for others, never lost.
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
