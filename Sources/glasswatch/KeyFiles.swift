// SPDX-License-Identifier: Apache-2.0

import Foundation
import LogDigests

/// The files with CloudTrail's public keys.
enum KeyFiles {
    static func read(_ paths: [String]) throws(CommandFailure) -> KeySet {
        var keys = KeySet()
        for path in paths {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw CommandFailure(
                    .notFound, "\(path): there is no such file", hint: "name a file with keys after --keys")
            }
            do throws(FormatFault) { try keys.add(Array(data)) } catch {
                throw CommandFailure(
                    .badInput, "\(path) does not hold CloudTrail's keys: \(error.words)",
                    hint: "write it again with `aws cloudtrail list-public-keys --start-time TIME --region REGION`")
            }
        }
        return keys
    }
}
