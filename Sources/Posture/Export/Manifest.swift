// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// What was called for an export, in which order.
struct Manifest: Encodable, Sendable {
    struct Call: Encodable, Sendable {
        let file: String
        /// What followed `aws`, without the profile.
        let arguments: [String]
        let at: String
        let exit: Int32
    }

    static let name = "manifest.json"

    let schema: String
    let account: String
    let calls: [Call]
}

extension Export {
    /// When the last call was made; nil for an export without a manifest.
    package var collected: EventTime? {
        guard let content = files[Manifest.name],
            let manifest = try? JSONValue(document: content, limit: Self.fileLimit)
        else { return nil }
        return (manifest["calls"]?.elements ?? []).compactMap { $0.text(at: "at").flatMap { EventTime($0) } }.max()
    }
}
