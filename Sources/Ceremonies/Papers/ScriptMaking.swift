// SPDX-License-Identifier: Apache-2.0

import Custody
package import CustodyPolicy
package import Ledger
package import ShareEnvelope
package import SheetPrinting

/// Makes the script of a ceremony.
package struct ScriptMaking: Sendable {
    /// A script that was made.
    package struct Made: Sendable {
        /// The paper.
        package let paper: PublishedPaper
        /// The words at the foot of each page.
        package let identity: ScriptIdentity
        /// What people should know before they hold the ceremony.
        package let warnings: [String]
    }

    private let ceremony: PaperMade.Ceremony
    private let isPractice: Bool
    private let hasVaultSheet: Bool
    private let roles: [(role: ScriptRole, name: String)]
    private let materials: [(name: String, serial: String)]
    private let place: String?
    private let time: String?

    /// Reads what the script says besides policy and ledger.
    ///
    /// - Parameters:
    ///   - roles: who takes part, as `role=name`.
    ///   - materials: what people bring, as `name=serial`.
    /// - Throws: `Refusal`.
    package init(
        of ceremony: PaperMade.Ceremony, isPractice: Bool, hasVaultSheet: Bool, roles: [String], materials: [String],
        place: String?, on time: String?
    ) throws(Refusal) {
        if hasVaultSheet, !ceremony.dealsSheets {
            throw Refusal("--vault-sheet: a \(ceremony.rawValue) deals no sheets", hint: "leave it out")
        }
        self.ceremony = ceremony
        self.isPractice = isPractice
        self.hasVaultSheet = hasVaultSheet
        self.roles = try roles.map { text throws(Refusal) in try Self.role(text) }
        self.materials = try materials.map { text throws(Refusal) in try Self.pair(text, "--material") }
        self.place = try place.map { text throws(Refusal) in try Self.text(text, "--place", 128) }
        self.time = try time.map { text throws(Refusal) in try Self.text(text, "--on", 128) }
    }

    /// Makes the script, and stores its page and its own bytes, from which the record is made later.
    ///
    /// - Throws: `PaperError`.
    package func make(
        of name: CredentialName, in binder: OpenBinder, by author: PublicText, on paper: PaperSize, program: String
    ) throws(PaperError) -> Made {
        let now = LedgerTime.now
        let request = ScriptRequest(
            ceremony: ceremony, name: name, isPractice: isPractice, hasVaultSheet: hasVaultSheet, roles: roles,
            materials: materials, place: place, on: time, by: author.description, program: program)
        let draft: ScriptDraft
        do throws(ScriptError) { draft = try ScriptDraft(request, of: binder.log, binder.state, at: now) } catch {
            throw .script(error, ceremony, name)
        }
        guard let bytes = try? draft.script.encoded() else { throw .notEncoded }
        let identity = ScriptIdentity(of: bytes)
        let writer = PaperWriter(binder: binder, paper: paper, author: author)
        try writer.keep(bytes, as: identity.dataFile)
        let page = PaperDocument(draft.script, called: identity, with: draft.kit, on: paper)
        return Made(
            paper: try writer.publish(
                page, as: identity.pageFile, orNamedAfter: "script",
                PaperWriter.Subject(kind: .script, ceremony: ceremony, name: name)),
            identity: identity,
            warnings: draft.conflicts.map { "\($0): keep these parts apart" }
                + [untimely(name, in: binder, at: now)].compactMap { $0 })
    }

    /// Why the ceremony would be refused as things are now; this may change by the day of the ceremony.
    private func untimely(_ name: CredentialName, in binder: OpenBinder, at now: LedgerTime) -> String? {
        let step: CeremonyStep? =
            switch ceremony {
            case .split: .split
            case .reshare: .reshare
            case .recovery: .recover
            case .drill, .rehearsal, .rotation: nil
            }
        guard let step, let life = binder.state.lives(under: binder.policy).first(where: { $0.name == name }),
            let breach = life.refusal(of: step, at: now)
        else { return nil }
        return "as things stand a \(ceremony.rawValue) would be refused: it asks for \(breach.expected), but "
            + "\(breach.found)"
    }

    // MARK: - Arguments

    private static func role(_ text: String) throws(Refusal) -> (role: ScriptRole, name: String) {
        let (name, value) = try pair(text, "--role")
        guard let role = ScriptRole(rawValue: name.lowercased()) else {
            let list = ScriptRole.allCases.map(\.rawValue).joined(separator: ", ")
            throw Refusal("--role \(text): there is no such role", hint: "one of: \(list)")
        }
        return (role, try PublicText(person: value, called: "--role \(role.rawValue)").description)
    }

    private static func pair(_ text: String, _ option: String) throws(Refusal) -> (name: String, serial: String) {
        guard let equals = text.firstIndex(of: "=") else {
            throw Refusal("\(option) \(text): there is no =", hint: "write \(option) name=value")
        }
        return (
            try Self.text(String(text[..<equals]), option, 64),
            try Self.text(String(text[text.index(after: equals)...]), option, 64)
        )
    }

    private static func text(_ text: String, _ option: String, _ limit: Int) throws(Refusal) -> String {
        try PublicText(answer: text, called: option, limit: limit).description
    }
}
