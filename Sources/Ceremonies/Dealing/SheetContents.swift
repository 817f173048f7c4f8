// SPDX-License-Identifier: Apache-2.0

import RecoveryPage
import Reports
import SecretSharing
package import ShareEnvelope
package import SheetPrinting

/// Turns an order into the contents of the sheet.
struct SheetContents {
    private let order: SheetOrder
    private let manifest: Manifest
    private let ciphertext: Ciphertext

    init(_ order: SheetOrder) throws(EnvelopeError) {
        self.order = order
        manifest = try Manifest(encoded: Array(order.manifest))
        ciphertext = try manifest.ciphertext(Array(order.ciphertext))
    }

    /// A custodian's sheet.
    func custodianSheet(_ share: ReadShare, custodian: String) -> CustodianSheet {
        let isSealed = if case .sealed = share { true } else { false }
        return CustodianSheet(
            set: facts, custodian: custodian, group: Int(share.number.group.rawValue) - 1,
            member: Int(share.number.member.rawValue), nextDrill: order.nextDrill, isSealed: isSealed,
            isSpare: order.isSpare,
            shareCode: share.codeText,
            wordBytes: share.wordBytes, codes: codes(withCiphertext: !manifest.isCiphertextApart),
            checkedLines: lines(withCiphertext: !manifest.isCiphertextApart))
    }

    /// The vault sheet.
    func vaultSheet() -> VaultSheet {
        VaultSheet(set: facts, codes: codes(withCiphertext: true), checkedLines: lines(withCiphertext: true))
    }

    private var facts: SetFacts {
        SetFacts(
            account: manifest.label.description, credential: manifest.credential?.description,
            setCode: manifest.identity.code,
            setWords: manifest.identity.words,
            rule: SheetRule(manifest),
            created: CreationTime(posixSeconds: Int64(manifest.created), secondsFromUTC: order.secondsFromUTC),
            version: order.version, formatName: FormatDocument.name, formatDigest: FormatDocument.digest,
            pageDigest: OwnPage.digest.hexadecimal,
            isAnonymous: order.isAnonymous, isPractice: manifest.isPractice,
            needsVaultSheet: manifest.isCiphertextApart, program: order.program, checkpoint: checkpoint)
    }

    private var checkpoint: PrintedCheckpoint? {
        guard let text = order.checkpoint.map({ Array($0.utf8) }),
            case .checkpoint(let checkpoint)? = try? PaperCode.read(text.span)
        else { return nil }
        return PrintedCheckpoint(checkpoint)
    }

    private func codes(withCiphertext: Bool) -> [PublicCode] {
        Self.codes(manifest.parts, titled: "Manifest")
            + (withCiphertext ? Self.codes(manifest.parts(of: ciphertext), titled: "Locked credential") : [])
    }

    private static func codes(_ parts: [Part], titled title: String) -> [PublicCode] {
        parts.map { part in
            PublicCode(
                title: part.count == 1 ? title : "\(title) \(part.index) of \(part.count)", text: part.text)
        }
    }

    private func lines(withCiphertext: Bool) -> [CheckedLines] {
        var blocks = [CheckedLines(title: "Manifest", lines: manifest.lines.map { $0.text })]
        if withCiphertext {
            blocks.append(CheckedLines(title: "Locked credential", lines: ciphertext.lines.map { $0.text }))
        }
        return blocks
    }
}

extension PrintedCheckpoint {
    /// A checkpoint as sheets and slips show it.
    package init(_ checkpoint: CheckpointCode) {
        self.init(
            code: checkpoint.text, size: checkpoint.size,
            root: checkpoint.root.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined(),
            words: checkpoint.words)
    }
}
