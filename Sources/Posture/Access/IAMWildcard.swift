// SPDX-License-Identifier: Apache-2.0

/// A name in a policy of IAM, where `*` is any text, `?` any character, and `${*}` an asterisk.
struct IAMWildcard: Hashable, Sendable {
    private enum Piece: Hashable, Sendable {
        case byte(UInt8)
        case one
        case many
    }

    private let pieces: [Piece]
    /// The bytes before the first `*` or `?`, which rule out most names.
    private let beginning: [UInt8]
    private let ignoresCase: Bool
    /// Whether it holds a variable such as `${aws:username}`, which is read as any text.
    private let hasVariable: Bool

    /// - Parameter ignoringCase: as for actions; resources differ by case.
    init(_ text: String, ignoringCase: Bool) {
        var pieces: [Piece] = []
        var hasVariable = false
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            rest = rest.dropFirst()
            switch byte {
            case UInt8(ascii: "*"):
                if pieces.last != .many { pieces.append(.many) }
            case UInt8(ascii: "?"): pieces.append(.one)
            case UInt8(ascii: "$"):
                guard rest.first == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    pieces.append(.byte(byte))
                    continue
                }
                let content = rest[(rest.startIndex + 1)..<end]
                rest = rest[(end + 1)...]
                if content.count == 1, let sign = content.first, "*?$".utf8.contains(sign) {
                    pieces.append(.byte(sign))
                } else {
                    hasVariable = true
                    if pieces.last != .many { pieces.append(.many) }
                }
            default: pieces.append(.byte(ignoringCase ? Self.lowercased(byte) : byte))
            }
        }
        self.pieces = pieces
        beginning = pieces.prefix { $0 != .one && $0 != .many }.map { piece in
            if case .byte(let byte) = piece { byte } else { 0 }
        }
        self.hasVariable = hasVariable
        ignoresCase = ignoringCase
    }

    /// Whether it is `*` alone.
    var isEverything: Bool { pieces == [.many] && !hasVariable }

    /// Whether the whole name fits. Only the last `*` is ever tried again, so that the time is at most the product of
    /// the two lengths.
    func match(_ name: String) -> Reach {
        guard begins(name) else { return .no }
        let bytes = ignoresCase ? name.utf8.map(Self.lowercased) : Array(name.utf8)
        var (piece, byte) = (0, 0)
        var retry: (piece: Int, byte: Int)?
        while byte < bytes.count {
            if piece < pieces.count, pieces[piece] == .many {
                retry = (piece + 1, byte)
                piece += 1
            } else if piece < pieces.count, pieces[piece] == .one || pieces[piece] == .byte(bytes[byte]) {
                piece += 1
                byte += 1
            } else if let last = retry {
                retry = (last.piece, last.byte + 1)
                (piece, byte) = (last.piece, last.byte + 1)
            } else {
                return .no
            }
        }
        guard pieces[piece...].allSatisfy({ $0 == .many }) else { return .no }
        return hasVariable ? .conditional : .yes
    }

    private func begins(_ name: String) -> Bool {
        var bytes = name.utf8.makeIterator()
        for byte in beginning {
            guard let next = bytes.next(), byte == (ignoresCase ? Self.lowercased(next) : next) else { return false }
        }
        return true
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 0x20 : byte
    }
}

/// The names that a statement is about, or all but them.
struct NameSet: Hashable, Sendable {
    let patterns: [IAMWildcard]
    let isNegated: Bool

    init(_ names: [String], isNegated: Bool = false, ignoringCase: Bool = false) {
        patterns = names.map { IAMWildcard($0, ignoringCase: ignoringCase) }
        self.isNegated = isNegated
    }

    func match(_ name: String) -> Reach {
        let best = patterns.map { $0.match(name) }.max() ?? .no
        guard isNegated else { return best }
        return switch best {
        case .no: .yes
        case .conditional: .conditional
        case .yes: .no
        }
    }
}
