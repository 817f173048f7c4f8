// SPDX-License-Identifier: Apache-2.0
//
// Keys go with read(2) straight into secret memory: what a person types here may be a share or a passphrase.

import Glibc
import Isolation
import SecretMemory

/// The keys that were typed and not taken yet; a paste brings many at once.
struct Keyboard: ~Copyable {
    /// What came of waiting for a key.
    enum Key {
        case byte(UInt8)
        case timeout
        case end
    }

    private var buffer = SecretBytes(zeroCount: 4096)
    private var next = 0
    private var filled = 0

    init() {}

    /// The next byte, waiting for it until `deadline`.
    mutating func key(until deadline: ContinuousClock.Instant? = nil) -> Key {
        if next == filled {
            if let deadline {
                let left = max(deadline - .now, .zero)
                var waited = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
                let milliseconds = Int32(min(left / .milliseconds(1), 60_000))
                guard unsafe poll(&waited, 1, milliseconds) > 0 else { return .timeout }
            }
            guard let count = try? SecretInput.readOnce(from: STDIN_FILENO, into: &buffer), count > 0 else {
                return .end
            }
            (next, filled) = (0, count)
        }
        defer {
            buffer.write(0, at: next)
            next += 1
        }
        return .byte(buffer.span[next])
    }

    /// Forgets what was typed ahead, so that no stray key answers the next question.
    mutating func forgetTypedAhead() {
        tcflush(STDIN_FILENO, TCIFLUSH)
        (next, filled) = (0, 0)
    }
}
