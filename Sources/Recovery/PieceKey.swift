// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// Names pieces that belong together: parts of one kind, set and count, or typed lines of one kind up to a last one.
enum PieceKey: Hashable {
    /// Parts of codes: kind, the first eight bytes of what they belong to, and how many there are.
    case parts(CodeKind, start: [UInt8], count: Int)
    /// Checked lines of a kind, of which this number is the last.
    case lines(CodeKind, count: Int)

    var kind: CodeKind {
        switch self {
        case .parts(let kind, _, _), .lines(let kind, _): kind
        }
    }

    /// How many pieces the whole has.
    var count: Int {
        switch self {
        case .parts(_, _, let count), .lines(_, let count): count
        }
    }

    /// Whether pieces of this key may belong to the set: lines do not say which set they are from.
    func mayBelong(to identity: SetIdentity) -> Bool {
        switch self {
        case .parts(_, let start, _): identity.bytes.starts(with: start)
        case .lines: true
        }
    }
}

/// Pieces of one whole from one page, or from one file with all its pages: a chunk for each place, from 1.
struct Reading: Hashable {
    let chunks: [Int: [UInt8]]

    /// Whether the two agree wherever they overlap.
    func agrees(with other: Reading) -> Bool {
        let (fewer, more) = chunks.count < other.chunks.count ? (self, other) : (other, self)
        return fewer.chunks.allSatisfy { place, chunk in more.chunks[place].map { $0 == chunk } ?? true }
    }

    /// Both together; where they differ, this one wins.
    func joined(with other: Reading) -> Reading {
        var joined = other.chunks
        for (place, chunk) in chunks { joined[place] = chunk }
        return Reading(chunks: joined)
    }

    /// All pieces in order; `nil` if one is missing.
    func whole(_ count: Int) -> [UInt8]? {
        guard chunks.count >= count else { return nil }
        var bytes: [UInt8] = []
        for place in 1...count {
            guard let chunk = chunks[place] else { return nil }
            bytes += chunk
        }
        return bytes
    }

    /// Orders larger readings first, and equally large ones by their bytes, so that the order of arrival has no effect.
    static func precedes(_ one: Reading, _ other: Reading) -> Bool {
        guard one.chunks.count == other.chunks.count else { return one.chunks.count > other.chunks.count }
        let places = Set(one.chunks.keys).union(other.chunks.keys).sorted()
        for place in places {
            switch (one.chunks[place], other.chunks[place]) {
            case (let mine?, let theirs?) where mine != theirs: return mine.lexicographicallyPrecedes(theirs)
            case (_?, nil): return true
            case (nil, _?): return false
            default: continue
            }
        }
        return false
    }
}
