// SPDX-License-Identifier: Apache-2.0

import CDeflate

/// Decompresses gzip that is in memory as a whole, as nearly all log files can be: faster than piece by piece.
@safe
final class WholeGzip {
    /// More than this is decompressed piece by piece.
    static let mostBytes = 64 << 20

    private let decompressor: OpaquePointer

    init() {
        guard let decompressor = unsafe libdeflate_alloc_decompressor() else { fatalError("out of memory") }
        unsafe self.decompressor = decompressor
    }

    deinit {
        unsafe libdeflate_free_decompressor(decompressor)
    }

    enum Outcome: Equatable {
        case whole(hasTrailingBytes: Bool)
        /// Too large, or broken: piece by piece it gives at least what comes before the break.
        case pieceByPiece
    }

    /// Writes all members' content to `output`.
    @unsafe
    func decompress(_ input: UnsafeRawBufferPointer, to output: ByteBuffer) -> Outcome {
        output.clear()
        var at = 0
        while at < input.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: input[at...])
            if at > 0, unsafe rest[0] != 0x1F {
                return unsafe .whole(hasTrailingBytes: rest.contains { $0 != 0 })
            }
            guard let used = unsafe decompressMember(rest, to: output) else { return .pieceByPiece }
            at += used
        }
        return .whole(hasTrailingBytes: false)
    }

    /// Adds one member's content, and returns the length of the member.
    private func decompressMember(_ member: UnsafeRawBufferPointer, to output: ByteBuffer) -> Int? {
        // The last four bytes say how much is in the last member; most files have one. The ratio is a guess for others.
        let said = unsafe member.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        var wanted = output.count + max(1 << 12, min(said, member.count * 1_032))
        while wanted <= WholeGzip.mostBytes {
            output.grow(to: wanted)
            var used = 0
            var written = 0
            let start = output.count
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: output.whole[start...])
            let result = unsafe libdeflate_gzip_decompress_ex(
                decompressor, member.baseAddress, member.count, room.baseAddress, room.count, &used, &written)
            switch result {
            case LIBDEFLATE_SUCCESS:
                output.setCount(start + written)
                return used
            case LIBDEFLATE_INSUFFICIENT_SPACE: wanted = max(wanted, output.capacity) * 2
            default: return nil
            }
        }
        return nil
    }
}
