// SPDX-License-Identifier: Apache-2.0

/// Opens one file after another, whatever it is packed in, and walks through its records.
final class FileWalk {
    /// A file up to this size is taken into memory as a whole.
    static let wholeByteCount = 16 << 20

    private let input = ByteBuffer(capacity: 1 << 16)
    private let output = ByteBuffer(capacity: 1 << 18)
    private let gzip = WholeGzip()
    private let records = RecordWalk()

    private enum Outcome {
        case isRead
        case isArchive
    }

    /// A file of the disk; of an archive, its members. The visitor is asked for a tar file in gzip by its own name first.
    func read(_ path: String, to visitor: inout some LogVisitor) {
        do throws(SourceFailure) {
            let file = try FileSource(path: path)
            input.clear()
            let isEnd = try load(file, upTo: ContentKind.byteCount)
            if try read(file, isEnd: isEnd, name: path, to: &visitor) == .isArchive {
                try readMembers(of: path, budget: OutputBudget(fileByteCount: file.byteCount), to: &visitor)
            }
        } catch {
            visitor.report(ReadingProblem(file: path, offset: nil, message: error.message))
        }
    }

    /// A document in memory.
    func read(document: [UInt8], file: String, to visitor: inout some LogVisitor) {
        input.clear()
        input.append(document)
        do throws(SourceFailure) {
            try readMember(from: nil, name: file, budget: OutputBudget(fileByteCount: document.count), to: &visitor)
        } catch {
            visitor.report(ReadingProblem(file: file, offset: nil, message: error.message))
        }
    }

    private func read(
        _ file: FileSource, isEnd: Bool, name: String, to visitor: inout some LogVisitor
    ) throws(SourceFailure) -> Outcome {
        let budget = OutputBudget(fileByteCount: file.byteCount)
        let kind = unsafe ContentKind(input.bytes)
        if kind == .zip || kind == .tar { return .isArchive }
        if visitor.begin(file: name) {
            return try read(from: isEnd ? nil : file, name: name, budget: budget, to: &visitor)
        }
        // Nobody wants the file, but perhaps members of it.
        return kind == .gzip && isTar(budget: budget) ? .isArchive : .isRead
    }

    private func readMembers(
        of path: String, budget: OutputBudget, to visitor: inout some LogVisitor
    ) throws(SourceFailure) {
        let archive = try ArchiveSource(path: path, budget: budget)
        while let member = try archive.next() {
            let name = path + "!/" + member
            guard visitor.begin(file: name) else { continue }
            input.clear()
            do throws(SourceFailure) {
                try readMember(from: archive, name: name, budget: budget, to: &visitor)
            } catch {
                visitor.report(ReadingProblem(file: name, offset: nil, message: error.message))
            }
        }
    }

    private func readMember(
        from source: (any ByteSource)?, name: String, budget: OutputBudget, to visitor: inout some LogVisitor
    ) throws(SourceFailure) {
        if try read(from: source, name: name, budget: budget, to: &visitor) == .isArchive {
            throw SourceFailure(message: "an archive inside an archive; unpack it first")
        }
    }

    /// Loads at least this many bytes into `input`, and returns whether the source has ended.
    private func load(_ source: any ByteSource, upTo wanted: Int) throws(SourceFailure) -> Bool {
        while input.count < wanted {
            if input.count == input.capacity { input.grow(to: min(wanted, input.capacity * 2)) }
            if try input.fill(from: source) { return true }
        }
        return false
    }

    /// Whether what is compressed in the file, of which `input` has the beginning, is a tar file.
    private func isTar(budget: OutputBudget) -> Bool {
        let source = unsafe GzipSource(ResumedSource(ready: input.bytes, rest: nil), budget: budget)
        let beginning = ByteBuffer(capacity: ContentKind.byteCount)
        // What is broken is told when the file is read.
        _ = try? beginning.fill(from: source)
        return unsafe ContentKind(beginning.bytes) == .tar
    }

    /// Walks through what is in `input`, and then through what comes from the source.
    private func read(
        from source: (any ByteSource)?, name: String, budget: OutputBudget, to visitor: inout some LogVisitor
    ) throws(SourceFailure) -> Outcome {
        var rest = source
        if let source, try load(source, upTo: FileWalk.wholeByteCount) { rest = nil }
        switch unsafe ContentKind(input.bytes) {
        case .text: try records.read(input, rest: rest, file: name, to: &visitor)
        case .gzip: return try readGzip(rest: rest, name: name, budget: budget, to: &visitor)
        case .zip, .tar: return .isArchive
        case .foreign(let format): throw SourceFailure(message: "\(format) data; unpack or convert it to JSON first")
        case .utf16(let isBigEndian):
            guard rest == nil else {
                throw SourceFailure(message: "UTF-16 of more than \(FileWalk.wholeByteCount >> 20) MiB; convert it")
            }
            output.clear()
            unsafe output.append(UTF16Text.utf8(input.bytes.dropFirst(2), isBigEndian: isBigEndian))
            try records.read(output, rest: nil, file: name, to: &visitor)
        }
        return .isRead
    }

    private func readGzip(
        rest: (any ByteSource)?, name: String, budget: OutputBudget, to visitor: inout some LogVisitor
    ) throws(SourceFailure) -> Outcome {
        var hasTrailingBytes = false
        if rest == nil, case .whole(let trailing) = unsafe gzip.decompress(input.bytes, to: output) {
            try budget.spend(output.count)
            if unsafe ContentKind(output.bytes) == .tar { return .isArchive }
            try records.read(output, rest: nil, file: name, to: &visitor)
            hasTrailingBytes = trailing
        } else {
            if isTar(budget: budget) { return .isArchive }
            let source = unsafe GzipSource(ResumedSource(ready: input.bytes, rest: rest), budget: budget)
            output.clear()
            try records.read(output, rest: source, file: name, to: &visitor)
            hasTrailingBytes = source.hasTrailingBytes
        }
        if hasTrailingBytes {
            visitor.report(
                ReadingProblem(file: name, offset: nil, message: "bytes after the compressed data, not read"))
        }
        return .isRead
    }
}

/// Text of Windows programs.
enum UTF16Text {
    /// Converts to UTF-8; halves of pairs become U+FFFD.
    static func utf8(_ bytes: some Collection<UInt8>, isBigEndian: Bool) -> [UInt8] {
        let bytes = Array(bytes)
        let units = (0..<bytes.count / 2).map { index in
            let first = UInt16(bytes[2 * index])
            let second = UInt16(bytes[2 * index + 1])
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
