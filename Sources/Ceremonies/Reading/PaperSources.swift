// SPDX-License-Identifier: Apache-2.0

package import Recovery
import ShareEnvelope
package import SheetScanning

/// Which paper shows which checkpoints of ledgers, and which sets it proves.
package struct PaperSources: Sendable {
    private var shown: [String: (codes: Set<CheckpointCode>, proves: Set<SetIdentity>)] = [:]
    private var order: [String] = []

    /// Begins without paper.
    package init() {}

    /// Every code with its paper, in the order in which they came.
    package var checkpoints: [PaperCheckpoint] {
        order.flatMap { source in
            guard let (codes, proves) = shown[source] else { return [PaperCheckpoint]() }
            return codes.sorted { $0.size < $1.size }.map { PaperCheckpoint($0, on: source, proving: proves) }
        }
    }

    /// Notes the codes of a page.
    package mutating func note(_ codes: [ScannedCode], on source: String, _ session: RecoverySession) {
        for code in codes {
            switch try? code.paperCode() {
            case .checkpoint(let checkpoint)?: add(on: source) { $0.codes.insert(checkpoint) }
            case .share(let share)?:
                let proves = session.sets.map(\.manifest).filter { Self.isProven(share, by: $0) }.map(\.identity)
                add(on: source) { $0.proves.formUnion(proves) }
            default: break
            }
        }
    }

    /// Notes what was found.
    package mutating func note(_ findings: [RecoveryFinding]) {
        for finding in findings {
            let source = finding.place.source.name
            switch finding.event {
            case .checkpoint(let checkpoint): add(on: source) { $0.codes.insert(checkpoint) }
            case .proven(_, let set), .sealed(_, let set): add(on: source) { $0.proves.insert(set) }
            default: break
            }
        }
    }

    private mutating func add(
        on source: String, _ change: (inout (codes: Set<CheckpointCode>, proves: Set<SetIdentity>)) -> Void
    ) {
        if shown[source] == nil { order.append(source) }
        change(&shown[source, default: ([], [])])
    }

    /// Whether a share belongs to a set; a sealed one counts as what it claims until its passphrase is given.
    private static func isProven(_ share: ReadShare, by manifest: Manifest) -> Bool {
        guard share.set == manifest.identity.prefix else { return false }
        return switch share {
        case .plain(let share): (try? manifest.prove(share)) != nil
        case .sealed: true
        }
    }
}
