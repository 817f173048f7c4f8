// SPDX-License-Identifier: Apache-2.0
//
// Vectors/ledger/kinds.json is the list of kinds as data: both verifiers are held against it. Lines are made from it and
// read here, so that a member that is missing, of another form or in another place would show.

import Foundation
import Testing

@testable import Custody
@testable import CustodyPolicy
@testable import Ledger

@Suite("The kinds of entries")
struct KindTests {
    struct Member: Decodable {
        let name: String
        let form: String
        let optional: Bool?
    }

    struct Strings: Decodable {
        let pattern: String?
        let one_of: [String]?
    }

    struct Reference: Decodable {
        let member: String
        let to: String
    }

    struct Asks: Decodable {
        let signed: String
    }

    struct Kind: Decodable {
        let kind: String
        let members: [Member]
        let refers: [Reference]?
        let asks: Asks?
        let in_journals: Bool
    }

    struct Table: Decodable {
        let objects: [String: [Member]]
        let strings: [String: Strings]
        let kinds: [Kind]
    }

    private static let table: Table = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Vectors/ledger/kinds.json").standardizedFileURL
        guard let data = FileManager.default.contents(atPath: file.path),
            let table = try? JSONDecoder().decode(Table.self, from: data)
        else { fatalError("kinds.json cannot be read") }
        return table
    }()

    private static let hexadecimal = "0123456789abcdef"

    /// A value of a form, and one that is of no form, as JSON.
    private static func sample(_ form: String) -> (right: String, wrong: String) {
        if form.hasPrefix("["), form.hasSuffix("]") {
            let (right, wrong) = sample(String(form.dropFirst().dropLast()))
            return ("[\(right)]", "[\(wrong)]")
        }
        if let members = table.objects[form] {
            let right = object(members) { sample($0.form).right }
            return ("{\(right)}", "{\(right),\"more\":1}")
        }
        let hash = "\"\(String(repeating: hexadecimal, count: 4))\""
        let forms: [String: (String, String)] = [
            "text": ("\"x\"", "\"\""), "line": ("\"\"", "\"\\u0009\""), "format": ("1", "2"),
            "time": ("\"2027-02-28T00:00:00Z\"", "\"2027-02-29T00:00:00Z\""), "hash": (hash, "\"00\""),
            "set": (hash, hash.uppercased()), "share": ("\"g1m1\"", "\"g01m1\""), "bytes": ("\"AA==\"", "\"AA\""),
            "day": ("\"2028-02-29\"", "\"2027-02-29\""), "index": ("0", "00"), "place": ("\"17.3\"", "\"17.\""),
            "number": ("1", "9223372036854775808"), "flag": ("false", "0"), "mark": ("true", "false"),
            "key": (hash, "\"00\""), "nonce": ("\"\(hexadecimal)\(hexadecimal)\"", "\"00\""),
            "journal name": ("\"\(hexadecimal)\(hexadecimal)\"", "\"00\""), "origin": ("\"a/\(hexadecimal)\"", "\"a\""),
            "ledger name": ("\"a\"", "\"A\""), "file name": ("\"a.pdf\"", "\".a\""),
        ]
        if let found = forms[form] { return found }
        guard let first = table.strings[form]?.one_of?.first else { fatalError("no form \(form)") }
        return ("\"\(first)\"", "\"\(first)s\"")
    }

    private static func object(_ members: [Member], _ value: (Member) -> String) -> String {
        members.map { "\"\($0.name)\":\(value($0))" }.joined(separator: ",")
    }

    private static func entry(_ kind: Kind, _ members: [Member], _ value: (Member) -> String) throws -> LedgerEntry {
        let rest = object(members, value)
        let line = "{\"kind\":\"\(kind.kind)\",\"time\":\"2027-01-01T00:00:00Z\"\(rest.isEmpty ? "" : ",")\(rest)}"
        return try LedgerEntry(line: Array(line.utf8))
    }

    @Test("are those of the list, and no others")
    func names() {
        #expect(Set(Self.table.kinds.map(\.kind)) == Set(EntryKind.allCases.map(\.rawValue)))
    }

    @Test("have the members of the list, in their order and forms", arguments: EntryKind.allCases)
    func members(of name: EntryKind) throws {
        let kind = try #require(Self.table.kinds.first { $0.kind == name.rawValue })
        #expect(try Self.entry(kind, kind.members) { Self.sample($0.form).right }.event.kind == name)
        for (index, member) in kind.members.enumerated() {
            var without = kind.members
            without.remove(at: index)
            let lacking = try? Self.entry(kind, without) { Self.sample($0.form).right }
            #expect((lacking != nil) == (member.optional ?? false), "without \(member.name)")
            let wrong = try? Self.entry(kind, kind.members) {
                $0.name == member.name ? Self.sample($0.form).wrong : Self.sample($0.form).right
            }
            #expect(wrong == nil, "\(member.name) of another form")
            if index > 0 {
                var swapped = kind.members
                swapped.swapAt(index, index - 1)
                #expect(throws: EntryDefect.self, "\(member.name) before its place") {
                    try Self.entry(kind, swapped) { Self.sample($0.form).right }
                }
            }
        }
    }

    @Test("stand in journals, ask for signatures and refer to what the list says", arguments: EntryKind.allCases)
    func meaning(of name: EntryKind) throws {
        let kind = try #require(Self.table.kinds.first { $0.kind == name.rawValue })
        #expect(name.body.standsInJournals == kind.in_journals)
        #expect(name.body.signed?.rawValue == kind.asks?.signed)
        let entry = try Self.entry(kind, kind.members) { Self.sample($0.form).right }
        #expect((entry.event.asked != nil) == (kind.asks != nil))
        let found = entry.event.body.references.map { reference in
            switch reference {
            case .set: "set"
            case .opening: "opening"
            case .use: "use"
            case .drill: "drill"
            case .overridden: "overridden"
            case .script: "script"
            case .answered: "answered"
            case .anything: "anything"
            }
        }
        #expect(found.sorted() == (kind.refers ?? []).map(\.to).sorted())
    }

    @Test("are read alike by the reader of the one form and by a tolerant one", arguments: EntryKind.allCases)
    func readers(of name: EntryKind) throws {
        let kind = try #require(Self.table.kinds.first { $0.kind == name.rawValue })
        let line = try Self.entry(kind, kind.members) { Self.sample($0.form).right }.encodedLine()
        for place in line.indices {
            var changed = line
            changed[place] ^= 0x01
            let strict = CanonicalReader.value(LedgerEntry.self, from: changed)
            let tolerant = (try? JSONDecoder().decode(LedgerEntry.self, from: Data(changed))).flatMap {
                (try? $0.encodedLine()) == changed ? $0 : nil
            }
            #expect(strict == tolerant, "byte \(place) of \(String(decoding: changed, as: UTF8.self))")
        }
    }
}
