// SPDX-License-Identifier: Apache-2.0
//
// Edits of policy.yaml, over layouts that people write. What an edit means is told by the difference of the policies;
// what it leaves alone by the lines and comments of the text.

import Foundation
import LedgerFixtures
import ShareEnvelope
import Testing

@testable import CustodyPolicy

@Suite("Edits of the policy's file")
struct PolicyEditTests {
    private static let day = CalendarDay("2027-01-31")!

    private static func id(_ text: String) -> PolicyIdentifier { PolicyIdentifier(text)! }

    private static let join = PolicyEdit.join(
        id("zoe"), name: .known("Zoë “Z” O'Neil: 1"), contact: .known("+34 600 000 011"))

    /// Each edit with the lines that tell what it means.
    private static let edits: [(edit: PolicyEdit, meaning: [String])] = [
        (join, ["person Zoë “Z” O'Neil: 1 (zoe) added"]),
        (.join(id("no"), name: .known("Zoe"), contact: nil), ["person Zoe (no) added"]),
        (.leave(id("ana"), on: day), ["day of leaving of Ana Ruiz set to 2027-01-31"]),
        (.leave(id("goran"), on: day), ["day of leaving of Goran Ilić set to 2027-01-31"]),
        (.leave(id("bo"), on: day), ["day of leaving of Bo Chen changed from 2027-03-01 to 2027-01-31"]),
        (
            .replace(id("ana"), with: id("dana"), site: nil, container: nil),
            [
                "custodian Ana Ruiz of AWS root / root password removed from Security",
                "custodian Dana Levi of AWS root / root password added to Security: Headquarters, safe 1",
                "custodian Ana Ruiz of AWS root / recovery codes removed from Reserve",
                "custodian Dana Levi of AWS root / recovery codes added to Reserve: Bank, box 7",
            ]
        ),
        (
            .replace(id("bo"), with: id("dana"), site: id("bank"), container: .known("no. 9: left")),
            [
                "custodian Bo Chen of AWS root / root password removed from Security",
                "custodian Dana Levi of AWS root / root password added to Security: Bank, no. 9: left, sealed",
            ]
        ),
    ]

    // MARK: - Layouts

    /// A policy in one of many layouts.
    private static func text(_ layout: inout Layout) -> String {
        let people = layout.list(
            [
                [("id", "ana"), ("name", "Ana Ruiz"), ("contact", "+34 600 000 001")],
                [("id", "bo"), ("name", "Bo Chen"), ("left", "2027-03-01")], [("id", "dana"), ("name", "Dana Levi")],
                [("id", "goran"), ("name", "Goran Ilić")],
            ], key: "people", at: 0)
        let sites = layout.list(
            [[("id", "hq"), ("name", "Headquarters")], [("id", "bank"), ("name", "Bank")]], key: "sites", at: 0)
        let security = layout.list(
            [
                [("person", "ana"), ("site", "hq"), ("container", "safe 1")],
                [("person", "bo"), ("site", "bank"), ("container", "box 2"), ("sealed", "true")],
            ], key: "custodians", at: 12)
        let reserve = layout.list(
            [
                [("person", "ana"), ("site", "bank"), ("container", "box 7")],
                [("person", "goran"), ("site", "hq"), ("container", "safe 8")],
            ], key: "custodians", at: 12)
        let accounts =
            """
            accounts:
              - name: AWS root # é before what follows
                credentials:
                  - name: root password
                    kind: password
                    groups:
                      - name: Security
                        threshold: 2
            """.components(separatedBy: "\n") + security + [
                "      - name: recovery codes", "        kind: recovery-codes", "        groups:",
                "          - name: Reserve", "            threshold: 1",
            ] + reserve
        let parts = layout.shuffled([people, sites, accounts])
        var lines = ["# Ours: ana, bo", "version: 1", "organisation: \"Ex # ample\""]
        for part in parts { lines += layout.between() + part }
        return (lines + layout.between()).joined(separator: "\n") + layout.ending
    }

    @Test("each edit means what it should in every layout, and touches nothing else", arguments: 0..<150)
    func layouts(seed: UInt64) throws {
        var layout = Layout(seed: seed)
        let text = Self.text(&layout)
        let before: Policy
        do { before = try PolicyFile.parse(text) } catch {
            Issue.record("the layout is no policy: \(error)\n\(text)")
            return
        }
        for (edit, meaning) in Self.edits {
            let after: String
            do { after = try PolicyEdit.applying([edit], to: text) } catch {
                Issue.record("\(edit): \(error)\n\(text)")
                continue
            }
            #expect(PolicyDifference.between(before, try PolicyFile.parse(after)) == meaning, "\(text)")
            expectUntouched(text, after, edit)
        }
        // All together, and what was put in is found again.
        let together = try PolicyEdit.applying(
            [
                Self.join, .leave(Self.id("zoe"), on: Self.day), .leave(Self.id("ana"), on: Self.day),
                .replace(Self.id("ana"), with: Self.id("zoe"), site: nil, container: nil),
                .leave(Self.id("zoe"), on: Self.day.adding(days: 1)),
            ], to: text)
        let policy = try PolicyFile.parse(together)
        #expect(policy.person(Self.id("zoe"))?.left == Self.day.adding(days: 1))
        #expect(policy.accounts[0].credentials.map { $0.custodians[0].person } == [Self.id("zoe"), Self.id("zoe")])
    }

    /// Every line of the text is there still, in order, but for those whose words changed; all comments are.
    private func expectUntouched(_ before: String, _ after: String, _ edit: PolicyEdit) {
        let old = before.components(separatedBy: "\n")
        let new = after.components(separatedBy: "\n")
        let difference = new.difference(from: old)
        let removed = difference.removals.count
        switch edit {
        case .join: #expect(removed <= 1 && difference.insertions.count - removed <= 3, "\(before)\n\(after)")
        case .leave: #expect(removed <= 1 && difference.insertions.count <= 2, "\(before)\n\(after)")
        case .replace: #expect(removed == difference.insertions.count, "\(before)\n\(after)")
        }
        #expect(comments(old) == comments(new), "\(before)\n\(after)")
        #expect(before.hasSuffix("\n") == after.hasSuffix("\n"))
    }

    /// The layouts have no # outside of comments but for the organisation's.
    private func comments(_ lines: [String]) -> [String] {
        lines.compactMap { line in line.firstIndex(of: "#").map { String(line[$0...]) } }
    }

    @Test("in a binder's first policy a new person comes last, and a day of leaving behind the comments of its person")
    func template() throws {
        let group = Policy.NewGroup(
            name: .known("Security"), threshold: try .init(1, of: 2),
            custodians: ["Ana Ruiz", "Bo Chen"].map {
                Policy.NewCustodian(name: .known($0), site: .known("Headquarters"), container: .known("safe"))
            })
        let text = try Policy.template(
            organisation: .known("Example"), account: .known("AWS"), credential: .known("password"), groups: [group])
        let after = try PolicyEdit.applying([.leave(Self.id("bo-chen"), on: Self.day), Self.join], to: text)
        let people = """
              - id: bo-chen
                name: Bo Chen
                # contact: a phone number that is answered at night
                left: 2027-01-31
              - id: zoe
                name: "Zoë “Z” O'Neil: 1"
                contact: "+34 600 000 011"

            # What the credentials open. The name is on every sheet.
            """
        #expect(after.contains(people), "\(after)")
    }

    // MARK: - Refusals

    @Test("what cannot be cut out on one line is refused, and so are line ends that are no line feeds")
    func beyond() throws {
        let folded = CustodyLedger.policy([("container: safe 1", "container: safe\n                        1")])
        #expect(throws: PolicyEditError.layout(line: 8)) {
            try PolicyEdit.applying(
                [.replace(Self.id("ana"), with: Self.id("dana"), site: nil, container: .known("box"))], to: folded)
        }
        let carriage = CustodyLedger.policy([("\n", "\r\n")])
        #expect(throws: PolicyEditError.layout(line: 1)) { try PolicyEdit.applying([Self.join], to: carriage) }
        let block = CustodyLedger.policy([
            ("- {id: ana, name: Ana Ruiz}", "- id: ana\n    name: |-\n      Ana Ruiz\n    contact: |-\n      # 1")
        ])
        let after = try? PolicyEdit.applying([.leave(Self.id("ana"), on: Self.day)], to: block)
        #expect(after.map { $0.contains("# 1\n    left: 2027-01-31\n") } ?? true)
    }

    @Test("people who are not there, or there already, are no edit; nor is what is no policy")
    func unknown() throws {
        let text = CustodyLedger.policy()
        for edit in [
            PolicyEdit.join(Self.id("ana"), name: .known("Ana"), contact: nil), .leave(Self.id("zoe"), on: Self.day),
            .replace(Self.id("zoe"), with: Self.id("ana"), site: nil, container: nil),
            .replace(Self.id("ana"), with: Self.id("zoe"), site: nil, container: nil),
            .replace(Self.id("ana"), with: Self.id("ana"), site: nil, container: nil),
            .replace(Self.id("ana"), with: Self.id("dana"), site: Self.id("moon"), container: nil),
        ] {
            #expect(throws: PolicyEditError.unknown) { try PolicyEdit.applying([edit], to: text) }
        }
        #expect(throws: PolicyEditError.self) { try PolicyEdit.applying([Self.join], to: "version: 1\n") }
    }
}

/// Choices of layout, by a seed.
private struct Layout {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    /// SplitMix64.
    private mutating func number(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ mixed >> 31) % UInt64(limit))
    }

    private mutating func one<Value>(of values: [Value]) -> Value { values[number(values.count)] }

    /// The parts in some order, with the accounts behind or before the others.
    mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
        var rest = values
        return values.map { _ in rest.remove(at: number(rest.count)) }
    }

    mutating func between() -> [String] {
        one(of: [[], [""], ["# between: {id: ana}"], ["", "# - id: bo", ""], ["", "  # indented", ""]])
    }

    lazy var ending: String = one(of: ["\n", "", "\n\n# the end\n"])

    /// A key and its list of mappings, in block or flow style, indented by so many blanks and two more where nested.
    mutating func list(_ entries: [[(String, String)]], key: String, at column: Int) -> [String] {
        let margin = String(repeating: " ", count: column)
        if number(4) == 0 { return flowList(entries, key: key, margin) }
        let inner = margin + one(of: column == 0 ? ["", "  ", "    "] : ["  ", "    "])
        return ["\(margin)\(key):\(one(of: ["", " # those: "]))"]
            + entries.flatMap { entry in one(of: [[], [], [""], ["\(inner)# one more"]]) + block(entry, inner) }
    }

    private mutating func flowList(_ entries: [[(String, String)]], key: String, _ margin: String) -> [String] {
        let all = entries.map { flow($0) }
        switch number(3) {
        case 0: return ["\(margin)\(key): [\(all.joined(separator: ", "))]\(one(of: ["", " # ] all"]))"]
        case 1: return ["\(margin)\(key):", "\(margin)  [\(all.joined(separator: " , ")) , ]"]
        default:
            return ["\(margin)\(key): ["]
                + all.enumerated().map { index, entry in
                    "\(margin)    \(entry)\(index + 1 < all.count ? "," : one(of: ["", ","])) \(one(of: ["", "# it's ]"]))"
                } + ["\(margin)  ]"]
        }
    }

    private mutating func block(_ entry: [(String, String)], _ margin: String) -> [String] {
        switch number(4) {
        case 0: return ["\(margin)- \(flow(entry))\(one(of: ["", " # } it's"]))"]
        case 1:
            let inner = "\(margin)\(one(of: [" ", "   "]))"
            return ["\(margin)-\(one(of: ["", " # below"]))"] + fields(entry).map { "\(inner)\($0)" }
        default:
            let lines = fields(entry)
            return ["\(margin)- \(lines[0])"] + lines.dropFirst().map { "\(margin)  \($0)" }
                + one(of: [[], ["\(margin)  # contact: none"]])
        }
    }

    private mutating func fields(_ entry: [(String, String)]) -> [String] {
        entry.map { "\(key($0)): \(scalar($1))\(one(of: ["", "", "  # \($0): x"]))" }
    }

    private mutating func flow(_ entry: [(String, String)]) -> String {
        let fields = entry.map { "\(key($0)): \(scalar($1))" }
        return one(of: ["{", "{ "]) + fields.joined(separator: one(of: [", ", " , "])) + one(of: ["}", " }", ", }"])
    }

    private mutating func key(_ text: String) -> String { one(of: [text, text, "\"\(text)\"", "'\(text)'"]) }

    /// A text in one of YAML's ways; numbers and flags stay plain.
    private mutating func scalar(_ text: String) -> String {
        if ["true"].contains(text) { return text }
        let escaped = text.unicodeScalars.map { $0.value < 0x80 ? String(format: "\\x%02X", $0.value) : String($0) }
        return one(of: [text, text, "\"\(text)\"", "'\(text)'", "\"\(escaped.joined())\""])
    }
}
