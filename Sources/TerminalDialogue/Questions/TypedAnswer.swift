// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import Foundation
package import SecretMemory
package import ShareEnvelope

extension PublicText {
    /// A label or a name from the command line, in NFC.
    ///
    /// - Parameter what: what the person would call it, for the error.
    package init(named what: String, _ text: String, limit: Int) throws(CommandError) {
        do throws(Refusal) { try self.init(answer: text, called: what, limit: limit) } catch {
            throw CommandError(.usage, error)
        }
    }

    /// The name of a person from the command line.
    package init(person name: String, named option: String) throws(CommandError) {
        do throws(Refusal) { try self.init(person: name, called: option) } catch { throw CommandError(.usage, error) }
    }
}

extension SecretBytes {
    /// The typed line as public text without surrounding spaces; only for answers that are not secret.
    package borrowing func publicText() -> String {
        var bytes: [UInt8] = []
        for index in 0..<count { bytes.append(span[index]) }
        return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespaces)
    }
}
