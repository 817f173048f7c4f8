// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import ShareEnvelope

/// The distinct codes of one file, and whether they make sheets that lack nothing.
struct FoundCodes {
    /// The most distinct codes of one file: 64 pages with 16 codes.
    static let limit = 1024

    private(set) var codes: [(page: Int, text: CodeReader.Text)] = []
    /// The page that is being read, from 1.
    var page = 1
    /// Whether a page was seen whose file broke off.
    private(set) var hasBrokenPage = false

    private var parts = PartCollector()
    private var hasPart: Set<CodeKind> = []
    private var hasShare = false
    private var standsForItself = false

    /// Notes that a page was not whole.
    mutating func noteBrokenPage() { hasBrokenPage = true }

    /// Adds the texts that are new on this page: a pile of sheets shows one manifest on each of them.
    mutating func add(_ texts: [CodeReader.Text]) throws(DecodingError) {
        for text in texts where !codes.contains(where: { $0.page == page && $0.text.bytes.isEqual(to: text.bytes) }) {
            guard codes.count < Self.limit else { throw .tooManyCodes(limit: Self.limit) }
            codes.append((page, text))
            switch text.paperCode {
            case .share: hasShare = true
            case .part(let part):
                parts.add(part, from: page)
                hasPart.insert(part.kind)
            case .checkpoint, .answer, nil: standsForItself = true
            }
        }
    }

    /// Whether nothing that belongs to what was found is missing, as far as the codes themselves tell.
    ///
    /// A sheet shows a share, its manifest, and the ciphertext unless the manifest says that it is kept apart;
    /// the vault sheet shows manifest and ciphertext; a letter is alone on its page. A code of another kind stands for itself.
    var isEnough: Bool {
        guard hasShare || !hasPart.isEmpty else { return standsForItself }
        guard parts.incomplete().isEmpty else { return false }
        if !hasShare, hasPart == [.letter] { return true }
        guard let manifest = parts.manifests().first else { return false }
        let hasCiphertext = hasPart.contains(.ciphertext)
        return manifest.isCiphertextApart ? hasShare || hasCiphertext : hasShare && hasCiphertext
    }
}
