// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import SecretSharing
import ShareEnvelope
import SheetScanning

/// Compares what a scanner saw on one sheet with what was dealt.
struct SheetReadBack {
    private let set: DealtSet

    init(set: DealtSet) { self.set = set }

    /// Checks a custodian's sheet.
    ///
    /// - Returns: the share as it was read from the paper.
    func check(_ codes: [ScannedCode], is expected: ReadShare) throws(ReadBackDefect) -> ReadShare {
        let text = expected.codeText
        var found: ReadShare?
        var other: ReadShare?
        for code in codes {
            guard case .share(let share)? = try? code.paperCode() else { continue }
            if code.text.isEqual(to: text) { found = share } else { other = share }
        }
        guard let found else {
            guard let other else { throw .noShare }
            throw other.set == expected.set ? .otherShare : .otherSet(other.set)
        }
        try checkParts(codes, withCiphertext: !set.manifest.isCiphertextApart)
        return found
    }

    /// Checks a vault sheet.
    func checkVault(_ codes: [ScannedCode]) throws(ReadBackDefect) {
        try checkParts(codes, withCiphertext: true)
    }

    private func checkParts(_ codes: [ScannedCode], withCiphertext: Bool) throws(ReadBackDefect) {
        var parts = PartCollector()
        for code in codes {
            if case .part(let part)? = try? code.paperCode() { parts.add(part, from: 0) }
        }
        guard parts.manifests().contains(set.manifest) else { throw .noManifest }
        if withCiphertext {
            guard parts.ciphertext(of: set.manifest) == set.ciphertext else { throw .noCiphertext }
        }
    }
}
