// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// What `glasswatch digests` says about a folder, for people and for programs: docs/DIGESTS.md describes both.
package struct DigestReport: Encodable {
    struct Files: Encodable {
        let all: Int
        let valid: Int
    }

    struct Span: Encodable {
        let from: String
        let until: String

        init(_ time: TimeSpan) {
            from = time.from.description
            until = time.until.description
        }
    }

    struct Name: Encodable {
        let organization: String?
        let account: String
        let region: String
        let trail: String
        let homeRegion: String
    }

    struct Chain: Encodable {
        let name: Name
        let backfill: Bool
        let digests: Files
        let digestsFrom: String
        let digestsUntil: String
        /// Absent for backfill digests, which prove no time.
        let covered: [Span]?
        /// Until when nothing is in doubt, from the first proven time on.
        let validatedUntil: String?
    }

    struct Item: Encodable {
        let rule: String
        let finding: FindingKind
        let level: String
        let object: String
        let message: String
        let from: String?
        let until: String?
    }

    struct Uncovered: Encodable {
        let chain: Name?
        let from: String
        let until: String
        let reasons: [String]
    }

    struct Asked: Encodable {
        let from: String
        let until: String
        /// An hour after `until`.
        let deliveredUntil: String
        let covered: Bool
        let uncovered: [Uncovered]
    }

    let format = 1
    /// The judgment, of the time that was asked for or else of the whole folder.
    package let verdict: DigestVerdict
    let folder: String
    let digests: Files
    let logs: Files
    let chains: [Chain]
    let findings: [Item]
    let asked: Asked?

    /// Reports what a validation found, about a time if one is given.
    package init(_ validation: DigestValidation, folder: String, asked: TimeSpan?) {
        self.folder = folder
        digests = Files(
            all: validation.chains.reduce(0) { $0 + $1.digests },
            valid: validation.chains.reduce(0) { $0 + $1.validDigests })
        logs = Files(all: validation.listedLogs.all, valid: validation.listedLogs.valid)
        chains = validation.chains.map { chain in
            let covered = validation.coverage.chains.first { $0.name == chain.name }?.covered ?? []
            return Chain(
                name: Name(chain.name), backfill: chain.isBackfill,
                digests: Files(all: chain.digests, valid: chain.validDigests),
                digestsFrom: chain.time.from.description, digestsUntil: chain.time.until.description,
                covered: chain.isBackfill ? nil : covered.map { Span($0) },
                validatedUntil: chain.isBackfill ? nil : covered.first?.until.description)
        }
        findings = validation.findings.map {
            Item(
                rule: $0.kind.rule, finding: $0.kind, level: $0.kind.level == .valid ? "note" : $0.kind.level.rawValue,
                object: $0.object, message: $0.words, from: $0.time?.from.description,
                until: $0.time?.until.description)
        }
        self.asked = asked.map { Self.asked($0, validation) }
        verdict = Self.verdict(validation, asked: asked)
    }

    private static func asked(_ time: TimeSpan, _ validation: DigestValidation) -> Asked {
        var uncovered: [Uncovered] = []
        if case .unverified(let times) = validation.coverage.covers(from: time.from, until: time.until) {
            uncovered = times.map {
                Uncovered(
                    chain: $0.chain.map { Name($0) }, from: $0.time.from.description,
                    until: $0.time.until.description, reasons: $0.reasons)
            }
        }
        return Asked(
            from: time.from.description, until: time.until.description,
            deliveredUntil: time.delivered.until.description, covered: uncovered.isEmpty, uncovered: uncovered)
    }

    /// Whatever is altered counts; what is only not shown counts where it concerns the time that was asked for.
    private static func verdict(_ validation: DigestValidation, asked: TimeSpan?) -> DigestVerdict {
        let worst = validation.findings.map { $0.kind.level }.max() ?? .valid
        guard let asked, worst < .altered else { return worst }
        guard validation.coverage.covers(from: asked.from, until: asked.until) == .covered else { return .unverified }
        let concerns = validation.findings.contains {
            $0.kind.level == .unverified && ($0.time.map { !$0.common(asked.delivered).isEmpty } ?? true)
        }
        return concerns ? .unverified : .valid
    }
}

extension DigestReport.Name {
    init(_ name: ChainName) {
        organization = name.organization
        account = name.account
        region = name.region
        trail = name.trail
        homeRegion = name.homeRegion
    }

    /// The chain's name for people.
    var words: String { "\(account) \(region), trail \(trail)\(organization.map { " of \($0)" } ?? "")" }
}

extension TimeSpan {
    /// The time in which its events are delivered.
    fileprivate var delivered: TimeSpan {
        TimeSpan(from: from, until: EventTime(seconds: until.seconds + Coverage.deliveryDelay))
    }
}
