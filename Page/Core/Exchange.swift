// SPDX-License-Identifier: Apache-2.0
//
// How the worker calls the module: it writes a request into the module's memory, calls `page_call`, and reads a reply
// that is public text (JSON) and, for the few requests that ask for one, a secret.

import CSodium
import SecretMemory

/// The bytes that go in and out. The module has one thread.
final class Exchange: @unchecked Sendable {
    static let shared = Exchange()

    private var request = SecretBytes(zeroCount: 0)
    private var secret = SecretBytes(zeroCount: 0)
    /// The public reply.
    var reply: [UInt8] = []

    /// Makes room for a request.
    ///
    /// - Returns: its address.
    func room(_ count: Int) -> UInt {
        request = SecretBytes(zeroCount: count)
        return Self.address(request)
    }

    /// Copies the request out, and wipes it.
    func take() -> SecretBytes {
        let taken = request.duplicate()
        request = SecretBytes(zeroCount: 0)
        return taken
    }

    /// Holds a secret for the worker until the next call.
    func hold(_ value: consuming SecretBytes) { secret = value }

    /// Wipes the secret that the last call held.
    func release() { secret = SecretBytes(zeroCount: 0) }

    /// Where the secret is; valid until it is released.
    var held: UInt { Self.address(secret) }

    /// The worker reads and writes the module's memory by addresses.
    private static func address(_ bytes: borrowing SecretBytes) -> UInt {
        unsafe bytes.span.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }

    /// Where the reply is; valid until the next call.
    var replied: UInt { unsafe reply.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }

    /// How long the secret is.
    var heldCount: Int { secret.count }
}

@_expose(wasm, "page_room") @_cdecl("page_room")
func pageRoom(_ count: Int32) -> UInt { Exchange.shared.room(Int(count)) }

@_expose(wasm, "page_call") @_cdecl("page_call")
func pageCall(_ operation: Int32, _ time: Double) -> Int32 {
    Exchange.shared.release()
    guard let operation = Operation(rawValue: operation) else { return 2 }
    return Page.shared.answer(operation, Arguments(Exchange.shared.take()), at: UInt64(max(time, 0)))
}

@_expose(wasm, "page_reply") @_cdecl("page_reply")
func pageReply() -> UInt { Exchange.shared.replied }

@_expose(wasm, "page_reply_count") @_cdecl("page_reply_count")
func pageReplyCount() -> Int32 { Int32(Exchange.shared.reply.count) }

@_expose(wasm, "page_secret") @_cdecl("page_secret")
func pageSecret() -> UInt { Exchange.shared.held }

@_expose(wasm, "page_secret_count") @_cdecl("page_secret_count")
func pageSecretCount() -> Int32 { Int32(Exchange.shared.heldCount) }

@_expose(wasm, "page_release") @_cdecl("page_release")
func pageRelease() { Exchange.shared.release() }
