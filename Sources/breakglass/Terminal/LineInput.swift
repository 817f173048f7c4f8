// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory

/// How a line that is being typed shows on the screen.
enum Echo {
    /// As it is typed.
    case shown
    /// Not at all.
    case hidden
    /// As it is typed, until it turns out to be a share's code.
    case untilShare
}

/// What a person answered.
enum Answer: ~Copyable {
    case line(SecretBytes)
    /// Ctrl-D on an empty line.
    case end
}

/// Reads lines from the terminal into secret memory.
struct LineInput: ~Copyable {
    /// The longest line; a pasted code has at most some 600 characters.
    private static let limit = 65_536

    var keyboard = Keyboard()

    init() {}

    /// Asks and waits for a line; nil when there is none.
    mutating func answer(_ prompt: String, echo: Echo = .shown) -> SecretBytes? {
        switch ask(prompt, echo: echo) {
        case .line(let line): line
        case .end: nil
        }
    }

    /// Asks and waits for a line.
    mutating func ask(_ prompt: String, echo: Echo = .shown) -> Answer {
        Talk.write(prompt)
        var line = SecretWriter(capacity: 1024)
        while true {
            guard case .byte(let byte) = keyboard.key() else { return finish(line) }
            switch byte {
            case 0x0A, 0x0D:
                Talk.write("\n")
                return .line(line.finish())
            case 0x03: Interruption.end(SIGINT)
            case 0x04:
                if line.count == 0 { return finish(line) }
            case 0x15:
                while line.count > 0 { remove(from: &line, echo: echo) }
            case 0x7F, 0x08: remove(from: &line, echo: echo)
            case 0x1B: skipEscape()
            case 0x00..<0x20 where byte != 0x09: break
            default:
                guard line.count < Self.limit else { break }
                line.append(byte)
                if isVisible(line, echo: echo) { Talk.echo(byte) }
            }
        }
    }

    private func finish(_ line: consuming SecretWriter) -> Answer {
        Talk.write("\n")
        return line.count == 0 ? .end : .line(line.finish())
    }

    /// Takes back one character, which may have several bytes.
    private func remove(from line: inout SecretWriter, echo: Echo) {
        guard line.count > 0 else { return }
        let wasVisible = isVisible(line, echo: echo)
        while line.count > 1, line.span[line.count - 1] & 0xC0 == 0x80 { line.removeLast() }
        line.removeLast()
        if wasVisible { Talk.write("\u{8} \u{8}") }
    }

    /// Arrow and function keys have no meaning here.
    private mutating func skipEscape() {
        let soon = ContinuousClock.now + .milliseconds(50)
        guard case .byte(let introducer) = keyboard.key(until: soon), introducer == 0x5B || introducer == 0x4F else {
            return
        }
        while case .byte(let byte) = keyboard.key(until: soon), !(0x40...0x7E).contains(byte) {}
    }

    private func isVisible(_ line: borrowing SecretWriter, echo: Echo) -> Bool {
        switch echo {
        case .shown: true
        case .hidden: false
        case .untilShare: !Self.startsLikeShare(line)
        }
    }

    /// Whether a share's code begins anywhere in the line: readers put marks of their own before a code.
    private static func startsLikeShare(_ line: borrowing SecretWriter) -> Bool {
        // "BGS1", its digit without the bit that case has.
        let start: [UInt8] = [0x42, 0x47, 0x53, 0x11]
        var place = 0
        for index in line.span.indices {
            let byte = line.span[index]
            if byte == 0x20 || byte == 0x09 || byte == 0x2D { continue }
            let letter = byte & ~0x20
            place = letter == start[place] ? place + 1 : letter == start[0] ? 1 : 0
            if place == start.count { return true }
        }
        return false
    }
}

extension Talk {
    /// Shows a typed byte.
    fileprivate static func echo(_ byte: UInt8) {
        var byte = byte
        unsafe Glibc.write(STDERR_FILENO, &byte, 1)
    }
}
