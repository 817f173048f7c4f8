// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// The distinct codes of one page, and whether they make complete sheets.
package struct FoundCodes {
    /// The most distinct codes of one page: a sheet shows at most eight, and one scan may show several sheets.
    package static let limit = 64

    /// The codes, each once, in the order found.
    package private(set) var codes: [CodeReader.Text] = []
    /// Whether the page shows more codes than are read.
    package private(set) var hasMore = false
    private let notice: (CodeReader.Text) -> Void

    private var parts = PartCollector()
    private var hasPart: Set<CodeKind> = []
    private var hasShare = false
    private var standsForItself = false

    /// Makes an empty collection.
    ///
    /// - Parameter notice: called with each new code at once, so that what was found outlives the search.
    package init(notice: @escaping (CodeReader.Text) -> Void = { _ in }) { self.notice = notice }

    /// Adds the texts that are new.
    package mutating func add(_ texts: [CodeReader.Text]) {
        for text in texts where !codes.contains(where: { $0.bytes.isEqual(to: text.bytes) }) {
            guard codes.count < Self.limit else {
                hasMore = true
                return
            }
            codes.append(text)
            notice(text)
            switch text.paperCode {
            case .share: hasShare = true
            case .part(let part):
                parts.add(part, from: 0)
                hasPart.insert(part.kind)
            case .checkpoint, .answer, nil: standsForItself = true
            }
        }
    }

    /// Whether the codes found are complete, as far as the codes themselves show.
    ///
    /// A sheet shows a share, its manifest, and the ciphertext unless the manifest says that it is kept apart. The
    /// vault sheet shows manifest and ciphertext. A letter is alone on its page. A code of another kind needs no other.
    /// A page with too many codes is not searched further.
    package var isEnough: Bool {
        if hasMore { return true }
        guard hasShare || !hasPart.isEmpty else { return standsForItself }
        guard parts.incomplete().isEmpty else { return false }
        if !hasShare, hasPart == [.letter] { return true }
        guard let manifest = parts.manifests().first else { return false }
        let hasCiphertext = hasPart.contains(.ciphertext)
        return manifest.isCiphertextApart ? hasShare || hasCiphertext : hasShare && hasCiphertext
    }
}
