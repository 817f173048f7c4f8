// SPDX-License-Identifier: Apache-2.0
//
// A handheld reader, a paste and a held key type faster than a hand, and a reader starts right after its last code.
// Confirmations rely on that difference.

/// Decides from the times of a line's keys whether it was typed by hand.
struct TypingRhythm {
    /// The least time between the prompt, or the last key before it, and the first key of the line.
    static let pause = Duration.milliseconds(500)
    /// The least time between two keys: handheld readers take up to about 20 ms for a key.
    static let gap = Duration.milliseconds(30)
    /// The least average time for a key; 60 ms per key is 200 words per minute.
    static let average = Duration.milliseconds(60)

    private let start: ContinuousClock.Instant
    private var first: ContinuousClock.Instant?
    private var last: ContinuousClock.Instant
    private var count = 0
    /// Whether it came after a pause.
    private var isApart = true
    private var isSlow = true

    /// Begins a line.
    ///
    /// - Parameter start: when its prompt was shown, or the last key before it came, whichever is later.
    init(start: ContinuousClock.Instant) {
        self.start = start
        last = start
    }

    /// Notes when one more key arrived, including the one that ends the line.
    mutating func note(_ time: ContinuousClock.Instant) {
        if first == nil {
            isApart = time - last >= Self.pause
        } else if time - last < Self.gap {
            isSlow = false
        }
        first = first ?? time
        last = time
        count += 1
    }

    /// Whether the line was typed by hand, judging by the times of its keys.
    var looksTypedByHand: Bool { isApart && looksKeyed }

    /// Whether the keys came one by one, as if typed by hand, however soon after the key before.
    var looksKeyed: Bool {
        guard let first, isSlow else { return false }
        return last - first >= Self.average * (count - 1)
    }
}
