// SPDX-License-Identifier: Apache-2.0

import CTrailJSON

/// Walks through the records of one text after another, window by window.
@safe
final class RecordWalk {
    /// A window grows to this, which is also the longest line or record.
    static let mostWindowBytes = 32 << 20
    private static let windowBytes = 1 << 20
    private static let bufferBytes = 4 << 20
    /// A file with more problems is one that has nothing to do with the log; more of them say no more.
    private static let mostProblems = 100

    private let walk: OpaquePointer
    private let scan: UnsafeMutablePointer<ctj_event>
    private let parser = RecordParser()

    init() {
        guard let walk = unsafe ctj_new(ScannedEvent.seed) else { fatalError("out of memory") }
        unsafe self.walk = walk
        unsafe scan = .allocate(capacity: 1)
        unsafe scan.initialize(to: ctj_event())
    }

    deinit {
        unsafe ctj_free(walk)
        unsafe scan.deallocate()
    }

    /// Walks through what is in the buffer, and what the source adds to it.
    func read(
        _ buffer: ByteBuffer, rest: (any ByteSource)?, file: String, to visitor: inout some LogVisitor
    ) throws(SourceFailure) {
        unsafe ctj_begin(walk)
        var state = State(file: file)
        var failure: SourceFailure?
        var hasEnded = rest == nil
        if let rest { hasEnded = fill(buffer, from: rest, &failure) }
        var start = unsafe buffer.bytes.starts(with: RecordWalk.byteOrderMark) ? RecordWalk.byteOrderMark.count : 0
        state.offset = start
        if hasEnded, unsafe !buffer.bytes.dropFirst(start).contains(where: { !RecordWalk.blanks.contains($0) }) {
            if let failure { throw failure }
            return visitor.report(ReadingProblem(file: file, offset: nil, message: "an empty file"))
        }
        var length = RecordWalk.windowBytes
        while true {
            if !hasEnded, buffer.count - start < length, let rest {
                buffer.drop(first: start)
                start = 0
                buffer.grow(to: length)
                hasEnded = fill(buffer, from: rest, &failure)
            }
            let isLast = hasEnded && buffer.count - start <= length
            let window = unsafe UnsafeRawBufferPointer(
                rebasing: buffer.bytes[start..<min(start + length, buffer.count)])
            unsafe ctj_window(
                walk, window.baseAddress?.assumingMemoryBound(to: UInt8.self),
                isLast ? window.count : RecordWalk.cut(window), UInt64(state.offset), isLast)
            guard visitWindow(&state, hasFailed: failure != nil, to: &visitor), !isLast else { break }
            let used = unsafe ctj_consumed(walk)
            start += used
            state.offset += used
            guard used > 0 || length < RecordWalk.mostWindowBytes else {
                let most = RecordWalk.mostWindowBytes >> 20
                throw SourceFailure(message: "a record of more than \(most) MiB; the rest is not read")
            }
            length = used > 0 ? RecordWalk.windowBytes : length * 2
        }
        if let failure { throw failure }
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]

    private struct State {
        var file: String
        var offset = 0
        var problemCount = 0
        var hasRecords = false
    }

    /// Fills the buffer, and returns whether the end is reached. What failed is told after what came before it.
    private func fill(_ buffer: ByteBuffer, from source: any ByteSource, _ failure: inout SourceFailure?) -> Bool {
        buffer.grow(to: RecordWalk.bufferBytes)
        do throws(SourceFailure) {
            return try buffer.fill(from: source)
        } catch {
            failure = error
            return true
        }
    }

    /// Visits all records of a window, and returns whether more windows are wanted.
    private func visitWindow(_ state: inout State, hasFailed: Bool, to visitor: inout some LogVisitor) -> Bool {
        let event = unsafe ScannedEvent(file: state.file, scan: scan, parser: parser)
        while true {
            switch Int(unsafe ctj_next(walk, scan)) {
            case CTJ_EVENT:
                state.hasRecords = true
                if unsafe Int(scan.pointee.flags) & CTJ_DUPLICATE != 0 {
                    report("a field that is there twice, of which the first is used", &state, to: &visitor)
                }
                visitor.visit(event)
            case CTJ_PROBLEM:
                let problem = unsafe Int(scan.pointee.problem)
                if unsafe Int(scan.pointee.flags) & CTJ_DIGEST != 0 { continue }
                // A source that fails says itself why the text ends too early.
                if hasFailed, problem == CTJ_TRUNCATED { continue }
                report(ReadingProblem.message(problem), &state, to: &visitor)
                if problem == CTJ_NO_JSON, !state.hasRecords { return false }
            case CTJ_MORE: return true
            default: return false
            }
        }
    }

    private func report(_ message: String, _ state: inout State, to visitor: inout some LogVisitor) {
        state.problemCount += 1
        guard state.problemCount <= RecordWalk.mostProblems else { return }
        let isLast = state.problemCount == RecordWalk.mostProblems
        let offset = unsafe Int(scan.pointee.offset)
        let text = isLast ? message + "; further problems of this file are not listed" : message
        visitor.report(ReadingProblem(file: state.file, offset: offset, message: text))
    }

    /// Where a window may end so that most likely no string is cut: after the last line, or between two records.
    private static func cut(_ bytes: UnsafeRawBufferPointer) -> Int {
        let comma = UInt8(ascii: ",")
        let ahead = Array("{\"".utf8)
        var at = bytes.count - ahead.count
        while at > 0 {
            let last = unsafe bytes[at - 1]
            if last == 0x0A { return at }
            if last == comma, unsafe bytes[at] == ahead[0], unsafe bytes[at + 1] == ahead[1] { return at }
            at -= 1
        }
        return bytes.count
    }
}
