// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc

extension DurableFolder {
    /// How long to wait for the lock.
    private static let patience = Duration.seconds(10)
    /// The pause between two attempts, in microseconds.
    private static let pause: useconds_t = 1_000

    /// Runs a closure while no other program, and no other thread of this one, can run one that asks for the same lock.
    ///
    /// - Parameter turnstile: a file of the folder that is only ever appended to. The next program holds it while it
    ///   waits, so that a program that writes entry after entry on a slow disk lets others in between.
    func whileLocked<Result>(
        turnstile: String, _ act: () throws(BinderError) -> Result
    ) throws(BinderError) -> Result {
        // An entry takes milliseconds. A program that holds the folder much longer is stuck, and must not delay an
        // emergency.
        let end = ContinuousClock.now + Self.patience
        let turn = unsafe openat(handle, turnstile, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        defer { if turn >= 0 { close(turn) } }
        if turn >= 0 { try lock(turn, until: end) }
        // flock(2) excludes other open handles of the folder, but not other users of this handle.
        let own = unsafe openat(handle, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard own >= 0 else { throw .store(Self.failure("be locked", path)) }
        defer { close(own) }
        try lock(own, until: end)
        if turn >= 0 { flock(turn, LOCK_UN) }
        return try act()
    }

    private func lock(_ file: Int32, until end: ContinuousClock.Instant) throws(BinderError) {
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw .store(Self.failure("be locked", path)) }
            guard ContinuousClock.now < end else {
                throw .store(
                    StoreFailure("be written", path, because: "another program has held it for \(Self.patience)"))
            }
            usleep(Self.pause)
        }
    }
}
