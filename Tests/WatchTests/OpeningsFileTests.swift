// SPDX-License-Identifier: Apache-2.0

import DocumentSchemas
import Testing

@testable import Watch

@Suite("The file of openings")
struct OpeningsFileTests {
    private static let good = """
        {"format": "breakglass openings", "version": 1,
         "ledger": {"origin": "example.com/0123456789abcdef", "entries": 18, "root": "", "verdict": "vouched",
                    "believed": 18, "vouched": 17},
         "accounts": [{"account": "AWS root", "provider": "aws", "accounts": ["111122223333"],
                       "identities": ["arn:aws:iam::111122223333:root"], "regions": ["us-east-1"], "networks": [],
                       "agents": [], "trails": [], "buckets": [], "secrets": [],
                       "alerts": {"channels": ["soc@example.com"], "within": 300}, "ways": ["root-console"]}],
         "openings": [{"index": "17", "account": "AWS root", "credential": "root password", "kind": "emergency",
                       "from": "2026-03-01T02:00:00Z", "until": "2026-03-01T06:00:00Z", "people": ["Ada Example"],
                       "backing": "vouched", "quorum": "2026-03-01T02:05:00Z", "planned": true}]}
        """

    /// A file that differs in one place, why it is refused, and where.
    struct Case: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let place: String
        let message: String
        /// Whether a schema can tell.
        var isSchemaMatter = true

        var text: String { good.replacing(old, with: new, maxReplacements: 1) }
        var testDescription: String { "\(new.prefix(60)) at \(place)" }
    }

    private static let cases: [Case] = [
        // What two readers could take for different things.
        .init(
            old: #""version": 1,"#, new: #""version": 1, "version": 1,"#, place: "line 1, column 49",
            message: "the member version is named twice", isSchemaMatter: false),
        .init(
            old: #""kind": "emergency","#, new: #""kind": "emergency", "kind": "practice","#,
            place: "line 8, column 106", message: "the member kind is named twice", isSchemaMatter: false),
        .init(
            old: "Ada Example", new: #"Ada \ud800"#, place: "line 9, column 92",
            message: "a string with an escape that stands for no character", isSchemaMatter: false),
        // Members.
        .init(
            old: #""version": 1"#, new: #""version": 1, "colour": 1"#, place: "colour",
            message: "no member has this name here"),
        .init(
            old: #""entries""#, new: #""entrys""#, place: "ledger.entrys", message: "no member has this name here"),
        .init(
            old: #""networks""#, new: #""network""#, place: "accounts[0].network",
            message: "no member has this name here"),
        .init(
            old: #""channels""#, new: #""channel""#, place: "accounts[0].alerts.channel",
            message: "no member has this name here"),
        .init(
            old: #""until""#, new: #""untill""#, place: "openings[0].untill", message: "no member has this name here"),
        .init(old: #""kind": "emergency","#, new: "", place: "openings[0].kind", message: "this member is missing"),
        .init(
            old: #""verdict": "vouched","#, new: "", place: "ledger.verdict", message: "this member is missing"),
        // Values.
        .init(
            old: "breakglass openings", new: "glasswatch audit", place: "format",
            message: "this is not the text breakglass openings"),
        .init(
            old: #""version": 1"#, new: #""version": 2"#, place: "version", message: "this program knows version 1 only"
        ),
        .init(
            old: #""verdict": "vouched""#, new: #""verdict": "sure""#, place: "ledger.verdict",
            message: "this is none of vouched, consistent, disputed, wrong"),
        .init(old: #""aws""#, new: #""gcp""#, place: "accounts[0].provider", message: "this is none of aws"),
        .init(
            old: #"["arn:aws:iam::111122223333:root"]"#, new: "[]", place: "accounts[0].identities",
            message: "this lists no identity"),
        .init(old: #"["us-east-1"]"#, new: "[1]", place: "accounts[0].regions[0]", message: "this is no text"),
        .init(old: #"["us-east-1"]"#, new: #""us-east-1""#, place: "accounts[0].regions", message: "this is no list"),
        .init(old: "300", new: "0", place: "accounts[0].alerts.within", message: "this is no whole number from 1 on"),
        .init(
            old: #""kind": "emergency""#, new: #""kind": "use""#, place: "openings[0].kind",
            message: "this is none of emergency, practice, drill, rehearsal"),
        .init(
            old: #""backing": "vouched""#, new: #""backing": "sure""#, place: "openings[0].backing",
            message: "this is none of said, agreed, vouched"),
        .init(
            old: #""planned": true"#, new: #""planned": "true""#, place: "openings[0].planned",
            message: "this is neither true nor false"),
        .init(
            old: "2026-03-01T02:00:00Z", new: "2026-03-01 02:00", place: "openings[0].from",
            message: "this is no time like 2026-03-01T02:00:00Z"),
        .init(
            old: "2026-03-01T06:00:00Z", new: "2026-02-30T06:00:00Z", place: "openings[0].until",
            message: "this is no time like 2026-03-01T02:00:00Z", isSchemaMatter: false),
    ]

    @Test("A file as breakglass prints it is read")
    func good() throws {
        let file = try OpeningsFile(Array(Self.good.utf8))
        #expect(file.origin == "example.com/0123456789abcdef" && !file.isDisputed)
        #expect(file.accounts.map(\.alertSeconds) == [300])
        #expect(file.openings.map(\.index) == ["17"] && file.openings.allSatisfy(\.isAgreed))
    }

    @Test(
        "A file that two readers could read differently, or that is not as described, is refused with the place",
        arguments: cases)
    func refused(_ example: Case) throws {
        try #require(example.text != Self.good)
        let fault = #expect(throws: OpeningsFault.self) { try OpeningsFile(Array(example.text.utf8)) }
        #expect(fault == OpeningsFault(place: example.place, message: example.message))
    }

    @Test("Depth and size have limits")
    func limits() {
        let deep = String(repeating: "[", count: 101) + String(repeating: "]", count: 101)
        let nested = Self.good.replacing(#"["us-east-1"]"#, with: deep)
        #expect(throws: OpeningsFault.self) { try OpeningsFile(Array(nested.utf8)) }
        let large = Array(Self.good.utf8) + [UInt8](repeating: 0x20, count: OpeningsFile.byteLimit)
        let fault = #expect(throws: OpeningsFault.self) { try OpeningsFile(large) }
        #expect(fault?.message == "a document of more than \(OpeningsFile.byteLimit) bytes")
    }

    @Test("A list of accounts is read as strictly")
    func list() throws {
        let account = #"{"identities": ["arn:aws:iam::111122223333:root"]}"#
        #expect(try Expectation.list(Array("[\(account)]".utf8)).map(\.identities.count) == [1])
        for (text, place) in [
            (account, "the beginning"), ("[\(account), 7]", "[1]"), (#"[{"accounts": []}]"#, "[0].identities"),
            (#"[{"identities": ["x"], "identities": ["y"]}]"#, "line 1, column 24"),
        ] {
            let fault = #expect(throws: OpeningsFault.self) { try Expectation.list(Array(text.utf8)) }
            #expect(fault?.place == place, "\(text)")
        }
    }

    @Test("The schema takes what the reader takes and refuses what it refuses, as far as a schema can")
    func schema() throws {
        let schema = DocumentSchema("openings")
        let faults = try schema.faults(in: [Self.good] + Self.cases.map(\.text))
        #expect(faults[0] == nil)
        for (fault, example) in zip(faults.dropFirst(), Self.cases) {
            #expect((fault != nil) == example.isSchemaMatter, "\(example.testDescription): \(fault ?? "taken")")
        }
        let tolerance = try schema.tolerance(of: Self.good)
        #expect(tolerance.added == [])
        for place in tolerance.removed.sorted() {
            #expect(["ledger", "accounts", "openings"].contains(place.prefix { $0 != "." }) && place.contains("."))
        }
        #expect(try schema.words(of: "opening.kind") == Set(Opening.Kind.allCases.map(\.rawValue)))
        #expect(try schema.words(of: "opening.backing") == Set(Opening.Backing.allCases.map(\.rawValue)))
    }
}
