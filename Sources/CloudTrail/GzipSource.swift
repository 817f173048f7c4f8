// SPDX-License-Identifier: Apache-2.0

import CZlib

/// Decompresses gzip piece by piece, all members one after another, and checks their checksums.
@safe
final class GzipSource: ByteSource {
    private static let inputByteCount = 1 << 16

    private let source: any ByteSource
    private let budget: OutputBudget
    private let stream: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutableRawBufferPointer
    private var isBetweenMembers = true
    private var isFirstMember = true
    private var isOver = false
    /// What is told at the next call, when bytes came before it.
    private var failure: SourceFailure?
    /// Whether bytes that are neither a member nor zeros follow the last member.
    private(set) var hasTrailingBytes = false

    init(_ source: any ByteSource, budget: OutputBudget) {
        self.source = source
        self.budget = budget
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        unsafe input = .allocate(byteCount: GzipSource.inputByteCount, alignment: 16)
        guard unsafe czlib_begin_gzip(stream) == Z_OK else { fatalError("out of memory") }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
        unsafe input.deallocate()
    }

    @unsafe
    func read(into memory: UnsafeMutableRawBufferPointer) throws(SourceFailure) -> Int {
        unsafe stream.pointee.next_out = unsafe memory.baseAddress?.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(min(memory.count, 1 << 30))
        let room = unsafe stream.pointee.avail_out
        while !isOver, unsafe stream.pointee.avail_out == room {
            if unsafe stream.pointee.avail_in == 0 {
                let count = try unsafe source.read(into: input)
                unsafe stream.pointee.next_in = unsafe input.baseAddress?.assumingMemoryBound(to: UInt8.self)
                unsafe stream.pointee.avail_in = UInt32(count)
                if count == 0 {
                    isOver = true
                    if isBetweenMembers { break }
                    failure = SourceFailure(message: "compressed data that breaks off; what came before is read")
                    break
                }
            }
            inflateSome()
        }
        let count = unsafe Int(room - stream.pointee.avail_out)
        if count == 0, let failure { throw failure }
        try budget.spend(count)
        return count
    }

    private func inflateSome() {
        if isBetweenMembers, !isFirstMember, unsafe stream.pointee.next_in.pointee != 0x1F {
            isOver = true
            hasTrailingBytes = unsafe (0..<Int(stream.pointee.avail_in)).contains {
                unsafe stream.pointee.next_in[$0] != 0
            }
            return
        }
        isBetweenMembers = false
        switch unsafe inflate(stream, Z_NO_FLUSH) {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END:
            isBetweenMembers = true
            isFirstMember = false
            unsafe inflateReset(stream)
        default:
            isOver = true
            failure = SourceFailure(message: "compressed data that is broken; what came before is read")
        }
    }
}
