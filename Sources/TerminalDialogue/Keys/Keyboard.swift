// SPDX-License-Identifier: Apache-2.0
//
// Keys go with read(2) straight into secret memory: what a person types here may be a share or a passphrase.

import Glibc
import Isolation
import SecretMemory

/// The keys that were typed but not read yet; a paste brings many at once.
package struct Keyboard: ~Copyable {
    /// The result of waiting for a key.
    package enum Key {
        case byte(UInt8)
        case timeout
        case end
    }

    private var buffer = SecretBytes(zeroCount: 4096)
    private var next = 0
    private var filled = 0

    /// When the last key that was read arrived; keys from one read(2) arrive together.
    package private(set) var lastArrival = ContinuousClock.now
    private var arrival = ContinuousClock.now

    package init() {}

    /// The next byte, waiting for it until `deadline`.
    package mutating func key(until deadline: ContinuousClock.Instant? = nil) -> Key {
        if next == filled {
            if let deadline, !Self.isKeyThere(before: deadline) { return .timeout }
            guard let count = try? SecretInput.readOnce(from: STDIN_FILENO, into: &buffer), count > 0 else {
                return .end
            }
            (next, filled) = (0, count)
            arrival = .now
        }
        defer {
            buffer.write(0, at: next)
            next += 1
            lastArrival = arrival
        }
        return .byte(buffer.span[next])
    }

    /// Whether the last key may be typed by hand: a key of a reader's code comes right after one key and right before
    /// another. Nobody presses Ctrl-C or Ctrl-D in the middle of such a code.
    package func isApart(from before: ContinuousClock.Instant) -> Bool {
        if lastArrival - before >= .milliseconds(20) { return true }
        return next == filled && !Self.isKeyThere(before: .now + .milliseconds(40))
    }

    /// Whether a key was typed ahead.
    package var isKeyWaiting: Bool { next < filled || Self.isKeyThere(before: .now) }

    /// Waits for a key; a signal does not end the wait.
    private static func isKeyThere(before deadline: ContinuousClock.Instant) -> Bool {
        while true {
            let left = max(deadline - .now, .zero)
            var waited = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let found = unsafe poll(&waited, 1, Int32(min(left / .milliseconds(1), 60_000)))
            if found > 0 { return true }
            guard found < 0, errno == EINTR else { return false }
        }
    }

    /// Discards what was typed ahead, so that no stray key answers the next question.
    package mutating func forgetTypedAhead() {
        tcflush(STDIN_FILENO, TCIFLUSH)
        while next < filled {
            buffer.write(0, at: next)
            next += 1
        }
        (next, filled) = (0, 0)
    }

    /// Discards keys until none comes for a moment: the rest of a code and its line ends may still be on their way.
    package mutating func settle() {
        forgetTypedAhead()
        while true {
            let before = lastArrival
            switch key(until: .now + .milliseconds(250)) {
            case .byte(0x03) where isApart(from: before): Interruption.end(SIGINT)
            case .byte: forgetTypedAhead()
            case .timeout, .end: return
            }
        }
    }
}
