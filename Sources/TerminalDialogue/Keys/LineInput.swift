// SPDX-License-Identifier: Apache-2.0

import Glibc
package import SecretMemory
import ShareEnvelope

/// A person's answer.
package enum Answer: ~Copyable {
    case line(SecretBytes)
    /// Ctrl-D on an empty line.
    case end
}

/// A person's answer to a prompt that a word confirms.
package enum ConfirmedAnswer: ~Copyable {
    /// The word, typed by hand.
    case confirmed(Confirmation)
    case line(SecretBytes)
    /// Ctrl-D on an empty line.
    case end
}

/// The first key of a line, typed on a screen that it cleared. The prompt of its line comes after it.
struct FirstKey {
    let byte: UInt8
    /// When it was typed, on that screen.
    let rhythm: TypingRhythm
}

/// Reads lines from the terminal into secret memory.
package struct LineInput: ~Copyable {
    /// The longest line; a pasted code has at most about 600 characters.
    private static let limit = 65_536
    /// Keys that come faster are from a reader or a paste.
    private static let burst = Duration.milliseconds(40)
    /// An empty line that comes sooner than this after a line is the rest of a reader's suffix, or a held key.
    private static let suffix = Duration.milliseconds(100)

    package var keyboard = Keyboard()
    private var lastEnd: ContinuousClock.Instant?
    /// Whether the last line came right after the one before, as when a reader or a paste sends several lines.
    package private(set) var continuesGroup = false
    /// Whether the keys of the last line came one by one, as if typed by hand.
    package private(set) var isKeyed = false

    package init() {}

    /// Asks and waits for a line; `nil` if there is none.
    package mutating func answer(_ prompt: String, echo: Echo = .unlessShare) -> SecretBytes? {
        switch ask(prompt, echo: echo) {
        case .line(let line): line
        case .end: nil
        }
    }

    /// Asks and waits for a line.
    package mutating func ask(_ prompt: String, echo: Echo = .unlessShare) -> Answer {
        var rhythm = TypingRhythm(start: .now)
        return read(prompt, echo, &rhythm)
    }

    /// Asks and waits for the word that confirms, or for another line.
    package mutating func ask(
        _ prompt: String, echo: Echo = .unlessShare, confirmation: Confirmation
    ) -> ConfirmedAnswer {
        ask(prompt, echo: echo, confirmations: [confirmation], after: nil)
    }

    /// Asks and waits for one of the words that confirm, or for another line, which may have begun already.
    mutating func ask(
        _ prompt: String, echo: Echo = .unlessShare, confirmations: [Confirmation], after first: FirstKey?
    ) -> ConfirmedAnswer {
        var first = first
        while true {
            var rhythm = first?.rhythm ?? TypingRhythm(start: .now)
            switch read(prompt, echo, &rhythm, first: first?.byte) {
            case .end: return .end
            case .line(let line):
                var meant: Confirmation?
                for word in confirmations where word.matches(line) { meant = word }
                guard let meant else { return .line(line) }
                if rhythm.looksTypedByHand { return .confirmed(meant) }
                Console.say(meant.refusal)
            }
            first = nil
        }
    }

    private mutating func read(
        _ prompt: String, _ echo: Echo, _ rhythm: inout TypingRhythm, first: UInt8? = nil
    ) -> Answer {
        var line = SecretWriter(capacity: 1024)
        var screen = LineEcho(prompt, echo)
        if let first {
            line.append(first)
            if !screen.waits { screen.follow(line.span) }
        }
        // Keys that are already waiting were sent while the line before was processed.
        continuesGroup = keyboard.isKeyWaiting
        while true {
            let before = keyboard.lastArrival
            guard case .byte(let byte) = nextKey(line, &screen) else { return finish(line) }
            // Nobody presses these within a code.
            if byte == 0x03 || byte == 0x04, !keyboard.isApart(from: before) { continue }
            let isSuffix = line.count == 0 && lastEnd.map { keyboard.lastArrival - $0 < Self.suffix } == true
            if isSuffix { continuesGroup = true }
            switch byte {
            case _ where endsLine(byte, line, echo):
                lastEnd = keyboard.lastArrival
                if isSuffix { continue }
                rhythm.note(keyboard.lastArrival)
                isKeyed = rhythm.looksKeyed
                screen.follow(line.span)
                Console.write("\n")
                if case .unlessShare = echo, ShareTraces.areIn(line.span) {
                    Console.say("That may be part of a share, and is not accepted here. Type the answer.")
                    line.removeAll()
                    rhythm = TypingRhythm(start: .now)
                    screen = LineEcho(prompt, echo)
                    continue
                }
                return .line(line.finish())
            case 0x03: Interruption.end(SIGINT)
            case 0x04:
                if line.count == 0 { return finish(line) }
            case 0x15:
                line.removeAll()
                screen.follow(shortened: line.span)
            case 0x7F, 0x08:
                remove(from: &line)
                screen.follow(shortened: line.span)
            case 0x1B: skipEscape()
            case 0x00..<0x20 where byte != 0x09: break
            default:
                guard line.count < Self.limit else { break }
                line.append(byte)
                if !screen.waits { screen.follow(line.span) }
            }
            rhythm.note(keyboard.lastArrival)
            // Deleted keys say nothing about the rhythm of the line.
            if line.count == 0 { rhythm = TypingRhythm(start: keyboard.lastArrival) }
        }
    }

    /// The next key; what was typed before it is shown once no key follows at once.
    private mutating func nextKey(_ line: borrowing SecretWriter, _ screen: inout LineEcho) -> Keyboard.Key {
        if screen.waits {
            let key = keyboard.key(until: .now + Self.burst)
            guard case .timeout = key else { return key }
            screen.follow(line.span)
        }
        return keyboard.key()
    }

    /// Whether a key ends the line; some readers send a Tab after each code.
    private func endsLine(_ byte: UInt8, _ line: borrowing SecretWriter, _ echo: Echo) -> Bool {
        guard byte == 0x09, case .recognized = echo else { return byte == 0x0A || byte == 0x0D }
        return KeyboardLayout.holdsMark(line.span)
    }

    private func finish(_ line: consuming SecretWriter) -> Answer {
        Console.write("\n")
        return line.count == 0 ? .end : .line(line.finish())
    }

    /// Deletes the last character, which may have several bytes.
    private func remove(from line: inout SecretWriter) {
        guard line.count > 0 else { return }
        while line.count > 1, line.span[line.count - 1] & 0xC0 == 0x80 { line.removeLast() }
        line.removeLast()
    }

    /// Skips the rest of an arrow or function key, which has no meaning here.
    private mutating func skipEscape() {
        let soon = ContinuousClock.now + .milliseconds(50)
        guard case .byte(let introducer) = keyboard.key(until: soon), introducer == 0x5B || introducer == 0x4F else {
            return
        }
        while case .byte(let byte) = keyboard.key(until: soon), !(0x40...0x7E).contains(byte) {}
    }
}
