// SPDX-License-Identifier: Apache-2.0
//
// At a prompt for sheets anything may arrive: a share from a reader of any make and layout, or a share's words from the
// clipboard. So a line is shown only as long as it is recognized as something else. The comparison is done in secret
// memory, and a path is built from the names in the folders, never from the line.

import Glibc
import SecretMemory
import ShareEnvelope

/// What a line at a prompt for sheets is, if it is not a secret.
package enum RecognizedLine {
    /// One of the prompt's commands and its argument.
    case command([String])
    /// A file or folder that exists.
    case path(String)

    /// Reads a whole line.
    ///
    /// - Parameter commands: the prompt's commands; one that ends in a space takes the name of a share.
    package init?(_ line: borrowing Span<UInt8>, commands: [String]) {
        let line = Self.trimmed(line)
        for command in commands {
            let name = command.utf8.filter { $0 != 0x20 }
            guard Self.starts(line, with: name) else { continue }
            if line.count == name.count {
                self = .command([String(decoding: name, as: UTF8.self)])
                return
            }
            let argument = Self.trimmed(line.extracting(name.count..<line.count))
            guard command.hasSuffix(" "), line[name.count] == 0x20, Self.mayName(argument) else { continue }
            var text: [UInt8] = []
            for index in argument.indices { text.append(argument[index]) }
            self = .command([String(decoding: name, as: UTF8.self), String(decoding: text, as: UTF8.self)])
            return
        }
        guard let path = FolderWalk(line).path else { return nil }
        self = .path(path)
    }

    /// Whether a line that is still being typed may be shown: it starts a command or a path that leads somewhere, or it
    /// is a checked line, which is public. A line that may not be shown stays hidden, whatever is added to it.
    package static func mayShow(_ line: borrowing Span<UInt8>, commands: [String]) -> Bool {
        guard line.count > 0 else { return true }
        if commands.contains(where: { mayBecome($0, line) }) { return true }
        if isCheckedLine(line) { return !ShareTraces.holdMark(line) }
        return FolderWalk(line).leadsSomewhere
    }

    private static func mayBecome(_ command: String, _ line: borrowing Span<UInt8>) -> Bool {
        let bytes = Array(command.utf8)
        guard line.count > bytes.count else {
            return bytes.indices.prefix(line.count).allSatisfy { line[$0] == bytes[$0] }
        }
        guard command.hasSuffix(" "), starts(line, with: bytes) else { return false }
        return mayName(line.extracting(bytes.count..<line.count))
    }

    /// Whether it has the form of a share's name, `g1m2`, with or without the number of a set after it, `g1m2 1`; or is
    /// the start of one.
    private static func mayName(_ text: borrowing Span<UInt8>) -> Bool {
        guard text.count <= 8 else { return false }
        return text.indices.allSatisfy { index in
            switch text[index] {
            case 0x67, 0x47: index == 0
            case 0x6D, 0x4D: index > 0
            case 0x30...0x39: index > 0
            case 0x20: index > 3
            default: false
            }
        }
    }

    /// Whether it starts like `M001`.
    private static func isCheckedLine(_ line: borrowing Span<UInt8>) -> Bool {
        let letter = line[0] & ~0x20
        guard (0x41...0x5A).contains(letter), CheckedLine.kind(of: letter) != nil else { return false }
        return (1..<min(4, line.count)).allSatisfy { (0x30...0x39).contains(line[$0]) }
    }

    private static func starts(_ line: borrowing Span<UInt8>, with bytes: [UInt8]) -> Bool {
        guard line.count >= bytes.count else { return false }
        return bytes.indices.allSatisfy { line[$0] == bytes[$0] }
    }

    @_lifetime(copy line)
    private static func trimmed(_ line: Span<UInt8>) -> Span<UInt8> {
        var start = 0
        var end = line.count
        while start < end, line[start] == 0x20 { start += 1 }
        while end > start, line[end - 1] == 0x20 { end -= 1 }
        return line.extracting(start..<end)
    }
}

/// Follows a typed path from folder to folder.
private struct FolderWalk {
    /// Whether something exists that the path names or begins to name.
    private(set) var leadsSomewhere = false
    /// The path, if all of it exists.
    private(set) var path: String?

    init(_ line: borrowing Span<UInt8>) {
        guard line.count > 0 else { return }
        var index = line[0] == UInt8(ascii: "/") ? 1 : 0
        var so = index == 1 ? "/" : ""
        var folder = unsafe open(index == 1 ? "/" : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        while folder >= 0 {
            while index < line.count, line[index] == UInt8(ascii: "/") { index += 1 }
            guard index < line.count else {
                (leadsSomewhere, path) = (true, so)
                break
            }
            let end = (index..<line.count).first { line[$0] == UInt8(ascii: "/") } ?? line.count
            let isLast = end == line.count
            let found = Self.look(for: line.extracting(index..<end), in: folder, mayBegin: isLast)
            guard !isLast, let name = found.name else {
                leadsSomewhere = isLast && found.isBegun
                path = isLast ? found.name.map { so + $0 } : nil
                break
            }
            let inner = unsafe openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            close(folder)
            (folder, so, index) = (inner, so + name + "/", end)
        }
        if folder >= 0 { close(folder) }
    }

    /// The name in a folder that equals this part, and whether any name begins with it.
    private static func look(
        for part: borrowing Span<UInt8>, in folder: Int32, mayBegin: Bool
    ) -> (name: String?, isBegun: Bool) {
        let copy = unsafe openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return (nil, false) }
        guard let listing = unsafe fdopendir(copy) else {
            close(copy)
            return (nil, false)
        }
        defer { unsafe _ = closedir(listing) }
        var isBegun = false
        while let entry = unsafe readdir(listing) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                // The system ends the name with a zero within its 256 bytes.
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            guard name.utf8.count >= part.count,
                zip(name.utf8, part.indices).allSatisfy({ $0 == part[$1] })
            else { continue }
            if name.utf8.count == part.count { return (name, true) }
            if mayBegin { isBegun = true }
        }
        return (nil, isBegun)
    }
}
