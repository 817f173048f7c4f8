// SPDX-License-Identifier: Apache-2.0

import Recovery
import Reports
import ShareEnvelope

/// What is stated before any sheet is read.
struct Stated {
    let account: PublicText?
    let credential: PublicText?
    let failureMode: PublicText?
    let normalPathDown: PublicText?
    let reason: PublicText
    let ticket: PublicText?
    let operatedBy: PublicText?
    let approvedBy: [PublicText]
    let choice: SetChoice?
    let isPractice: Bool

    /// Reads the statement: its texts in the order of the properties, `set` and `practice` after the operator, then
    /// those who approved it.
    init(_ arguments: inout Arguments) throws(Refusal) {
        account = try Self.optional(arguments.text(), "account", limit: Manifest.labelLimit)
        credential = try Self.optional(arguments.text(), "credential", limit: Manifest.credentialLimit)
        failureMode = try Self.optional(arguments.text(), "failureMode", limit: 64)
        normalPathDown = try Self.optional(arguments.text(), "normalPathDown", limit: Self.longest)
        guard let reason = try Self.optional(arguments.text(), "reason", limit: Self.longest) else {
            throw Refusal("the reason is missing", hint: "say in a sentence what happened", field: "reason")
        }
        self.reason = reason
        ticket = try Self.optional(arguments.text(), "ticket", limit: Self.longest)
        operatedBy = try Self.optional(arguments.text(), "operator", limit: Self.longest)
        let set = arguments.text()
        choice = SetChoice(reading: set)
        guard set.isEmpty || choice != nil else {
            throw Refusal(
                "\(set): not the code of a set", hint: "ABCD-EFGH-IJKL-MNOP, as on the sheets", field: "set")
        }
        isPractice = arguments.isNext("true")
        var approvers: [PublicText] = []
        while arguments.hasMore {
            if let name = try Self.optional(arguments.text(), "approvedBy", limit: 64) { approvers.append(name) }
        }
        approvedBy = approvers
    }

    /// The same statement for another credential of an account.
    ///
    /// - Parameter other: its set, if it is known.
    init(_ first: Stated, account: PublicText, other: Manifest?) {
        self.account = first.account ?? account
        credential = other?.credential
        failureMode = first.failureMode
        normalPathDown = first.normalPathDown
        reason = first.reason
        ticket = first.ticket
        operatedBy = first.operatedBy
        approvedBy = first.approvedBy
        choice = other.flatMap { SetChoice(reading: $0.identity.code) }
        isPractice = first.isPractice
    }

    /// Whether it is about the account as a whole. Who names one credential, or one set, opens that one.
    var coversOther: Bool { credential == nil && choice == nil }

    private static let longest = 1000

    /// Who the entries name as the one who operates the machine.
    var author: PublicText { operatedBy ?? .fixed("the operator") }

    /// The statement as the people at the machine read it.
    var lines: [(name: String, text: String)] {
        let approved = approvedBy.map { $0.description }.joined(separator: ", ")
        let lines: [(String, String?)] = [
            ("Account", account?.description), ("Credential", credential?.description),
            ("Failure mode", failureMode?.description), ("Normal path", normalPathDown?.description),
            ("Reason", reason.description), ("Ticket", ticket?.description), ("Operator", operatedBy?.description),
            ("Approved by", approved.isEmpty ? nil : approved), ("Set", choice?.code),
        ]
        return lines.compactMap { name, text in text.map { (name, $0) } }
    }

    /// Writes the lines.
    func write(to json: inout JSON) {
        json.name("lines")
        json.array(lines) { json, line in
            json.object { json in
                json.member("name", line.name)
                json.member("text", line.text)
            }
        }
    }

    private static func optional(_ text: String, _ field: String, limit: Int) throws(Refusal) -> PublicText? {
        guard !text.isEmpty else { return nil }
        do throws(TextDefect) { return try PublicText(text, limit: limit) } catch {
            throw Refusal("this text \(error.words)", hint: "shorten it, or type it again", field: field)
        }
    }
}

extension PublicText {
    /// A text of this program, which is within every limit.
    static func fixed(_ text: String) -> PublicText {
        guard let text = try? PublicText(text, limit: 2000) else { fatalError("a text of this program is refused") }
        return text
    }
}
