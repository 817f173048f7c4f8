// SPDX-License-Identifier: Apache-2.0
//
// What `glasswatch audit` writes: the page, the lines for a SIEM, and both without names.

import Foundation
import Testing

@Suite("The reports of glasswatch audit")
struct WatchReportCommandTests {
    private static let glasswatch = Program.glasswatch
    private static let scenario = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Vectors/cloudtrail/109-undone-by-somebody-else.json")

    /// A folder with the night of a labelled log, before somebody closed what it left open, and with its opening.
    private static func night() throws -> Scratch {
        let scratch = try Scratch()
        let scenario = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: Self.scenario)) as? [String: Any])
        let files = try #require(scenario["files"] as? [[String: Any]])
        let records = files.flatMap { $0["Records"] as? [[String: Any]] ?? [] }.filter { record in
            (record["eventTime"] as? String ?? "") < "2026-03-02"
        }
        var openings: [[String: Any]] = try #require(scenario["openings"] as? [[String: Any]])
        for place in openings.indices {
            openings[place]["index"] = (openings[place]["index"] as? Int).map { String($0) }
            openings[place]["backing"] = "vouched"
            openings[place]["credential"] = "password"
        }
        let file: [String: Any] = [
            "format": "breakglass openings", "version": 1, "accounts": try #require(scenario["cloud"]),
            "ledger": ["origin": "example.com/ledger", "verdict": "vouched"], "openings": openings,
        ]
        _ = try scratch.write(Array(JSONSerialization.data(withJSONObject: ["Records": records])), "night.json")
        _ = try scratch.write(Array(JSONSerialization.data(withJSONObject: file)), "openings.json")
        return scratch
    }

    private static func audit(_ scratch: Scratch, _ arguments: String...) async throws -> Ended {
        try await Program.run(
            glasswatch, ["audit", "night.json", "--openings", "openings.json"] + arguments, in: scratch.path)
    }

    @Test("the page is a new file beside the report, and is whole or not there")
    func page() async throws {
        let scratch = try Self.night()
        let plain = try await Self.audit(scratch)
        #expect(plain.code == 8, "\(plain.errors)")
        let written = try await Self.audit(scratch, "--html", "night.html")
        #expect(written.code == 8 && written.text == plain.text, "\(written.errors)")
        let page = try scratch.text("night.html")
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
        #expect(page.contains("backdoor</h1>"))
        let again = try await Self.audit(scratch, "--html", "night.html")
        #expect(again.code == 74 && again.output.isEmpty)
        #expect(again.errors.contains("night.html is there already") && again.errors.contains("--html"))
        #expect(try scratch.text("night.html") == page)
        let nowhere = try await Self.audit(scratch, "--html", "none/night.html")
        #expect(nowhere.code == 74 && nowhere.output.isEmpty)
        #expect(nowhere.errors.contains("none/night.html cannot be written"))
        #expect(Set(scratch.names) == ["night.json", "openings.json", "night.html"])
    }

    @Test("the lines for a SIEM are JSON, one a finding, and do not go with the other JSON")
    func siem() async throws {
        let scratch = try Self.night()
        let ended = try await Self.audit(scratch, "--ocsf")
        #expect(ended.code == 8, "\(ended.errors)")
        let lines = ended.text.split(separator: "\n")
        #expect(lines.count == 2)
        for line in lines {
            let finding = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            #expect(finding?["class_uid"] as? Int == 2004)
        }
        let both = try await Self.audit(scratch, "--ocsf", "--json")
        #expect(both.code == 64 && both.output.isEmpty)
        #expect(both.errors.contains("--json and --ocsf both print to standard output"))
    }

    @Test("without names, neither standard output nor the page says who it was")
    func redacted() async throws {
        let scratch = try Self.night()
        for (number, form) in [[], ["--json"], ["--ocsf"]].enumerated() {
            let arguments = ["audit", "night.json", "--openings", "openings.json", "--redact"] + form
            let ended = try await Program.run(
                Self.glasswatch, arguments + ["--html", "\(number).html"], in: scratch.path)
            #expect(ended.code == 8, "\(ended.errors)")
            for text in [ended.text, try scratch.text("\(number).html")] {
                #expect(text.contains("delete-access-key --user-name user-1 --access-key-id key-1"))
                for name in ["111122223333", "Ada Example", "deploy.example", "AKIAEXAMPLE", "203.0.113.10", "Firefox"]
                {
                    #expect(!text.contains(name), "\(name)")
                }
            }
        }
    }

    @Test("the result for the ledger needs the names")
    func result() async throws {
        let scratch = try Self.night()
        let refused = try await Self.audit(scratch, "--redact", "--result", "result.json")
        #expect(refused.code == 64 && refused.output.isEmpty)
        #expect(refused.errors.contains("--redact does not go with --result"))
        let written = try await Self.audit(scratch, "--result", "result.json")
        #expect(written.code == 8, "\(written.errors)")
        #expect(Set(scratch.names) == ["night.json", "openings.json", "result.json"])
    }
}
