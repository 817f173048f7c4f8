// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A report for machines.
package enum JSONText {
    /// The report as JSON: a member a line, in the order of their names.
    package static func of(_ report: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }
}
