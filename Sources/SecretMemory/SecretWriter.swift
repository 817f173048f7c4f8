// SPDX-License-Identifier: Apache-2.0

/// Collects secret bytes when their total length is not known in advance.
public struct SecretWriter: ~Copyable, Sendable {
    private var storage: SecretBytes

    /// How many bytes have been written.
    public private(set) var count = 0

    /// Reserves room for `capacity` bytes; it grows when needed.
    public init(capacity: Int = 256) {
        storage = SecretBytes(zeroCount: max(capacity, 16))
    }

    /// Adds one byte at the end.
    public mutating func append(_ byte: UInt8) {
        reserve(1)
        storage.write(byte, at: count)
        count += 1
    }

    /// Adds bytes at the end.
    public mutating func append(_ bytes: borrowing Span<UInt8>) {
        reserve(bytes.count)
        storage.write(bytes, at: count)
        count += bytes.count
    }

    /// Adds a secret at the end.
    public mutating func append(_ secret: borrowing SecretBytes) {
        append(secret.span)
    }

    /// Adds a part of a secret at the end.
    public mutating func append(_ secret: borrowing SecretBytes, range: Range<Int>) {
        append(secret.span.extracting(range))
    }

    /// Adds public bytes at the end.
    public mutating func append(_ bytes: [UInt8]) {
        append(bytes.span)
    }

    /// Removes the last byte, if there is one.
    public mutating func removeLast() {
        guard count > 0 else { return }
        count -= 1
        storage.write(0, at: count)
    }

    /// Removes everything written so far.
    public mutating func removeAll() {
        while count > 0 { removeLast() }
    }

    /// The bytes written so far.
    public var span: Span<UInt8> {
        @_lifetime(borrow self)
        borrowing get { storage.span.extracting(0..<count) }
    }

    /// Returns what was written, in a secret of exactly that length.
    public consuming func finish() -> SecretBytes {
        SecretBytes(copying: span)
    }

    private mutating func reserve(_ extra: Int) {
        guard count + extra > storage.count else { return }
        var larger = SecretBytes(zeroCount: max(storage.count * 2, count + extra))
        larger.write(span, at: 0)
        storage = larger
    }
}
