// SPDX-License-Identifier: Apache-2.0
//
// A handheld reader, a paste and a held key type faster than a hand, and a reader starts at once after its last code.
// That difference is what a confirmation rests on.

/// Tells from the times of a line's keys whether a hand typed it.
struct TypingRhythm {
    /// What must pass between the prompt or the last key before it and the first key of the line.
    static let pause = Duration.milliseconds(500)
    /// What must pass between two keys: handheld readers take up to some 20 ms for a key.
    static let gap = Duration.milliseconds(30)
    /// What a key must take on the average; 60 ms a key are 200 words a minute.
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

    /// Takes the time at which one more key arrived, the one that ends the line included.
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

    /// Whether a hand typed the line, as far as its keys' times tell.
    var looksTypedByHand: Bool { isApart && looksKeyed }

    /// Whether the keys came one by one, as a hand types, however soon after what was before.
    var looksKeyed: Bool {
        guard let first, isSlow else { return false }
        return last - first >= Self.average * (count - 1)
    }
}
