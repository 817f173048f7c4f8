// SPDX-License-Identifier: Apache-2.0
//
// Secret bytes live here and nowhere else. This type never prints them, never copies them silently and does not
// compare them with `==`. It hands out only borrowed spans, which cannot outlive their owner.

import CSodium

/// Secret bytes in guarded, locked memory that is wiped when the value goes out of scope.
///
/// The storage comes from `sodium_malloc`: it has guard pages on both sides and a canary, is excluded from core dumps,
/// and is locked out of swap where the system allows it (see ``isLocked``). Wiped storage is reused for later secrets.
/// Running out of memory ends the process, because no caller can continue without its secret.
@safe
public struct SecretBytes: ~Copyable, @unchecked Sendable {
    private let region: SecretRegion

    /// The number of bytes.
    public var count: Int { region.count }

    /// Whether the system agreed to keep these bytes out of swap.
    public var isLocked: Bool { region.isLocked }

    /// Makes `count` zero bytes.
    public init(zeroCount count: Int) {
        precondition(count >= 0, "the length of a secret is not negative")
        region = SecretRegion.zeros(count)
    }

    /// Makes `count` bytes from the system's random source.
    public init(randomCount count: Int) {
        self.init(zeroCount: count)
        unsafe randombytes_buf(region.start, count)
    }

    /// Copies the bytes of a span.
    public init(copying source: borrowing Span<UInt8>) {
        self.init(zeroCount: source.count)
        write(source, at: 0)
    }

    deinit {
        region.wipe()
    }

    /// The bytes, readable while this value is borrowed.
    public var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get {
            // The storage lives until `deinit`, and `init` initialized `count` bytes of it.
            let start = unsafe UnsafePointer(region.start.assumingMemoryBound(to: UInt8.self))
            let span = unsafe Span(_unsafeStart: start, count: count)
            return unsafe _overrideLifetime(span, borrowing: self)
        }
    }

    /// The bytes, writable while this value is held exclusively.
    public var mutableSpan: MutableSpan<UInt8> {
        @_lifetime(&self)
        mutating get {
            // As in `span`; `mutating` gives exclusive access.
            let start = unsafe region.start.assumingMemoryBound(to: UInt8.self)
            let span = unsafe MutableSpan(_unsafeStart: start, count: count)
            return unsafe _overrideLifetime(span, mutating: &self)
        }
    }

    /// Returns whether two secrets hold the same bytes; takes constant time for secrets of equal length.
    ///
    /// Lengths are public: for different lengths the result is `false` at once.
    public borrowing func isEqual(to other: borrowing SecretBytes) -> Bool {
        guard count == other.count else { return false }
        return unsafe sodium_memcmp(region.start, other.region.start, count) == 0
    }

    /// Writes `bytes` starting at `offset`; they must fit.
    public mutating func write(_ bytes: borrowing Span<UInt8>, at offset: Int) {
        var room = mutableSpan
        for index in bytes.indices { room[offset + index] = bytes[index] }
    }

    /// Writes one byte at `offset`.
    public mutating func write(_ byte: UInt8, at offset: Int) {
        var room = mutableSpan
        room[offset] = byte
    }

    /// Copies a part; secrets are copied only by an explicit call.
    public borrowing func slice(_ range: Range<Int>) -> SecretBytes {
        SecretBytes(copying: span.extracting(range))
    }

    /// Makes a second copy; secrets are copied only by an explicit call.
    public borrowing func duplicate() -> SecretBytes {
        SecretBytes(copying: span)
    }
}
