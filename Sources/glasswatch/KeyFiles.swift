// SPDX-License-Identifier: Apache-2.0

import LogDigests

/// The files with CloudTrail's public keys.
enum KeyFiles {
    static func read(_ paths: [String]) throws(CommandFailure) -> KeySet {
        var keys = KeySet()
        for path in paths {
            let bytes = try InputFile.bytes(of: path, .keys)
            do throws(FormatFault) { try keys.add(bytes) } catch {
                throw CommandFailure(
                    .badInput, "\(path) does not hold CloudTrail's keys: \(error.words)", hint: InputKind.keys.hint)
            }
        }
        return keys
    }
}
