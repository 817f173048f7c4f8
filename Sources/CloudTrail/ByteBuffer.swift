// SPDX-License-Identifier: Apache-2.0

import CTrailJSON

/// Memory that is used again and again, with the padding after it that the parser of JSON reads.
@safe
final class ByteBuffer {
    private var memory: UnsafeMutableRawBufferPointer
    /// How many bytes are there; the rest of the capacity is room.
    private(set) var count = 0
    private(set) var capacity: Int

    private static let padding = CTJ_PADDING

    init(capacity: Int) {
        self.capacity = capacity
        unsafe memory = .allocate(byteCount: capacity + ByteBuffer.padding, alignment: 64)
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// Valid until the buffer changes.
    @unsafe
    var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    /// All of the memory but the padding, for writing; see `setCount`.
    @unsafe
    var whole: UnsafeMutableRawBufferPointer { unsafe UnsafeMutableRawBufferPointer(rebasing: memory[..<capacity]) }

    func clear() { count = 0 }

    /// Says how many bytes were written to `whole`.
    func setCount(_ count: Int) {
        precondition(count <= capacity)
        self.count = count
        unsafe (memory.baseAddress! + count).initializeMemory(as: UInt8.self, repeating: 0, count: ByteBuffer.padding)
    }

    /// Makes room for this many bytes, and keeps those that are there.
    func grow(to wanted: Int) {
        guard wanted > capacity else { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: wanted + ByteBuffer.padding, alignment: 64)
        unsafe larger.copyMemory(from: bytes)
        unsafe memory.deallocate()
        unsafe memory = larger
        capacity = wanted
        setCount(count)
    }

    /// Drops bytes from the beginning.
    func drop(first dropped: Int) {
        guard dropped > 0 else { return }
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[dropped...])
        unsafe memory.copyMemory(from: rest)
        setCount(rest.count)
    }

    /// Fills the room from a source, and returns whether the source has ended.
    func fill(from source: any ByteSource) throws(SourceFailure) -> Bool {
        while count < capacity {
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count..<capacity])
            let got = try unsafe source.read(into: room)
            if got == 0 { return true }
            setCount(count + got)
        }
        return false
    }

    /// Adds text.
    func append(_ text: some Collection<UInt8>) {
        grow(to: count + text.count)
        unsafe UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyBytes(from: text)
        setCount(count + text.count)
    }
}
