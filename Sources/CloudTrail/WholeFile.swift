// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reads files whole: none beyond a limit, none without an end, and without waiting forever.
package enum WholeFile {
    /// Why a file is not read.
    package enum Fault: Error, Hashable, Sendable {
        /// The system cannot read it; in its words.
        case unreadable(String)
        case folder
        case device
        /// A pipe, where only a file of the disk will do.
        case pipe
        /// A pipe that no program writes to.
        case idlePipe
        /// It has more bytes than the limit.
        case tooLarge(limit: Int)

        /// The fault as a clause about the file.
        package var words: String {
            switch self {
            case .unreadable(let reason): "cannot be read: \(reason)"
            case .folder: "is a folder, not a file"
            case .device: "is a device, not a file"
            case .pipe: "is a pipe, not a file"
            case .idlePipe: "is a pipe that no program writes to"
            case .tooLarge(let limit): "is larger than the limit of \(limit >> 20) MiB"
            }
        }
    }

    /// How long to wait for a pipe's writer, in milliseconds.
    private static let patience: Int32 = 2_000

    /// All bytes of a file of the disk.
    ///
    /// - Parameters:
    ///   - limit: how many there may be.
    ///   - takesPipe: whether it may also be a pipe, which is read until its writer ends.
    package static func bytes(of path: String, limit: Int = .max, takesPipe: Bool = false) throws(Fault) -> [UInt8] {
        let (file, status) = try open(path, takesPipe: takesPipe)
        defer { close(file) }
        guard status.st_size <= limit else { throw .tooLarge(limit: limit) }
        var bytes: [UInt8] = []
        // A file with holes has fewer bytes on the disk than it says.
        bytes.reserveCapacity(min(Int(status.st_size), Int(status.st_blocks) * 512))
        var isIdle = status.st_mode & S_IFMT == S_IFIFO && waits(file)
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            guard let count = try read(file, &piece) else {
                // A program holds the pipe's other end, and may take its time.
                isIdle = false
                _ = fcntl(file, F_SETFL, fcntl(file, F_GETFL) & ~O_NONBLOCK)
                continue
            }
            guard count > 0 else {
                guard !isIdle || !bytes.isEmpty else { throw .idlePipe }
                return bytes
            }
            bytes += piece[..<count]
            guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        }
    }

    /// Whether a file of the disk begins with these bytes. Nothing behind them is read.
    package static func begins(_ path: String, with start: [UInt8]) throws(Fault) -> Bool {
        let (file, _) = try open(path, takesPipe: false)
        defer { close(file) }
        var rest = start[...]
        while !rest.isEmpty {
            var piece = [UInt8](repeating: 0, count: rest.count)
            guard let count = try read(file, &piece), count > 0, rest.starts(with: piece[..<count]) else {
                return false
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func open(_ path: String, takesPipe: Bool) throws(Fault) -> (file: Int32, status: stat) {
        let file = unsafe Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard file >= 0 else { throw .unreadable(SystemError.text(errno)) }
        var status = stat()
        let fault: Fault
        if unsafe fstat(file, &status) != 0 {
            fault = .unreadable(SystemError.text(errno))
        } else {
            switch status.st_mode & S_IFMT {
            case S_IFREG: return (file, status)
            case S_IFIFO where takesPipe: return (file, status)
            case S_IFIFO: fault = .pipe
            case S_IFDIR: fault = .folder
            default: fault = .device
            }
        }
        close(file)
        throw fault
    }

    /// Reads the next bytes and returns their number, 0 at the end; `nil` if there are none yet.
    private static func read(_ file: Int32, _ piece: inout [UInt8]) throws(Fault) -> Int? {
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(file, $0.baseAddress, $0.count) }
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            case let number: throw .unreadable(SystemError.text(number))
            }
        }
    }

    /// Whether nothing came from a pipe for a while, not even its end.
    private static func waits(_ file: Int32) -> Bool {
        var wait = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&wait, 1, patience) == 0
    }
}
