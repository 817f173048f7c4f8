// SPDX-License-Identifier: Apache-2.0

package import Ledger

/// The place outside a binder where its private key is kept.
package protocol KeyKeeper {
    /// Why it cannot be kept.
    associatedtype Failure: Error

    /// Keeps a new key.
    ///
    /// - Throws: `Failure`; nothing is kept then.
    func keep(_ key: BinderKey) throws(Failure)

    /// Forgets the key that was kept: no ledger has it.
    func discard()
}

/// Why a binder or a key was not made. Nothing of it is left.
package enum KeyedError<Failure: Error>: Error {
    /// The key cannot be kept.
    case key(Failure)
    /// The binder cannot be written.
    case binder(BinderError)
}
