// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("The report in a browser, offline and without scripts")
struct ReportInBrowserTests {
    /// The report of a full binder, met by day and by night, on a telephone and on paper.
    private struct Visit: Sendable {
        let scratch: Scratch
        let page: String
        let found: BrowserFindings
    }

    private static let visit = Task {
        let binder = try await FullBinder.shared()
        let scratch = try Scratch()
        let ended = try await Program.run([
            "report", "--binder", binder.path, "--output", scratch.file("report.html"),
        ])
        try #require(ended.code == 0, "\(ended.errors)")
        let found = try await BrowserFindings.of(scratch.file("report.html"), pictures: scratch.path)
        return Visit(scratch: scratch, page: try scratch.text("report.html"), found: found)
    }

    /// The same page, spoilt: faint letters, a picture without words that is to come from a network, a thing that the
    /// keyboard reaches unseen, a line that does not break.
    private static let spoilt = Task {
        let good = try await visit.value
        let scratch = try Scratch()
        let page = good.page.replacing("--faint: #57606a", with: "--faint: #c8c8c8")
            .replacing("--faint: #a3adb8", with: "--faint: #303030")
            .replacing("<meta http-equiv=\"Content-Security-Policy\"", with: "<meta name=\"none\"")
            .replacing(
                "<main ",
                with: "<img src=\"http://192.0.2.1/a.png\"><a href=\"#duties\" style=\"outline: none\">here</a>"
                    + "<p style=\"white-space: nowrap\">\(String(repeating: "wide ", count: 400))</p><main ")
        let found = try await BrowserFindings.of(scratch.write(page, "spoilt.html"))
        return Visit(scratch: scratch, page: page, found: found)
    }

    @Test("it asks for nothing but itself, and the console stays empty; a page that asks for more is told")
    func offline() async throws {
        let found = try await Self.visit.value.found
        #expect(found.requests.count == 1 && found.requests[0].hasSuffix("/report.html"), "\(found.requests)")
        #expect(found.console.isEmpty, "\(found.console)")
        let spoilt = try await Self.spoilt.value.found
        #expect(spoilt.requests.contains("http://192.0.2.1/a.png"))
        #expect(spoilt.console.contains { $0.contains("ERR_INTERNET_DISCONNECTED") }, "\(spoilt.console)")
    }

    @Test("axe-core finds no fault by day or by night, and finds the faults of a spoilt page")
    func accessible() async throws {
        let found = try await Self.visit.value.found
        for (scheme, result) in [("day", found.light), ("night", found.dark)] {
            #expect(result.violations.isEmpty, "\(scheme): \(result.violations)")
            for rule in ["color-contrast", "heading-order", "landmark-one-main", "link-name", "svg-img-alt", "region"] {
                #expect(result.passes.contains(rule), "\(scheme): \(rule)")
            }
            // Letters inside a drawing have no ground that it knows; a group's heading is alone in its row.
            let open = result.undecided.filter { !$0.contains(" > svg > text") && !$0.hasPrefix("th-has-data-cells") }
            #expect(open.isEmpty, "\(scheme): \(open)")
        }
        let spoilt = try await Self.spoilt.value.found
        for result in [spoilt.light, spoilt.dark] {
            #expect(result.violations.contains { $0.hasPrefix("color-contrast") })
            #expect(result.violations.contains { $0.hasPrefix("image-alt") })
        }
    }

    @Test("the tab key reaches every link, fold and scrolled text, each in view and with a visible mark")
    func keyboard() async throws {
        let keyboard = try await Self.visit.value.found.keyboard
        #expect(keyboard.stops > 200)
        #expect(keyboard.unreached.isEmpty, "\(keyboard.unreached)")
        #expect(keyboard.unmarked.isEmpty, "\(keyboard.unmarked)")
        #expect(keyboard.hidden.isEmpty, "\(keyboard.hidden)")
        #expect(try await Self.spoilt.value.found.keyboard.unmarked == ["a #duties"])
    }

    @Test("a claim's link leads to its entry, and shows there what the line holds and its proof")
    func followed() async throws {
        let visit = try await Self.visit.value
        let followed = visit.found.followed
        let first = try #require(visit.page.firstMatch(of: /class="ref" href="#([^"]+)"/))
        #expect(followed.target == String(first.output.1) && followed.isInView)
        try #require(followed.shown.count == 2, "\(followed)")
        #expect(followed.shown[1].hasPrefix("c2sp.org/tlog-proof@v1\nindex "))
    }

    @Test("a screen reader hears landmarks, headings, tables and the charts in words, on a telephone too")
    func heard() async throws {
        let found = try await Self.visit.value.found
        for tree in [found.tree, found.narrowTree] {
            for role in ["banner", "main", "contentinfo"] { #expect(tree.count { $0.role == role } == 1, "\(role)") }
            #expect(tree.contains(BrowserFindings.Element(role: "navigation", name: "Contents")))
            #expect(tree.contains(BrowserFindings.Element(role: "region", name: "Timeline of ceremonies")))
            #expect(
                tree.contains(
                    BrowserFindings.Element(role: "heading", name: "Rehearsal: AWS root, example.com / root password")))
            let images = tree.filter { $0.role == "image" }
            #expect(images.count == 3)
            for image in images { #expect(image.name.hasPrefix("Sheets proven over time: 15 points"), "\(image.name)") }
            #expect(tree.count { $0.role == "table" && !$0.name.isEmpty } == 12)
        }
        #expect(found.tree == found.narrowTree)
    }

    @Test("it is never wider than the window, not on a telephone either")
    func narrow() async throws {
        #expect(try await Self.visit.value.found.overflow == [0, 0, 0, 0])
        #expect(try await Self.spoilt.value.found.overflow.allSatisfy { $0 > 0 })
    }

    @Test("its ground is light by day and dark by night")
    func schemes() async throws {
        let scratch = try await Self.visit.value.scratch
        func brightness(_ picture: String) async throws -> Double {
            let text = try await Program.tool("identify", "-format", "%[fx:mean]", scratch.file(picture))
            return try #require(Double(text))
        }
        for width in [1280, 400] {
            #expect(try await brightness("light-\(width).png") > 0.85)
            #expect(try await brightness("dark-\(width).png") < 0.25)
        }
    }

    @Test(
        "on paper every word is there and none is cut off, on A4 and on Letter, from a dark screen too",
        arguments: [
            ("a4", 595.0, 842.0), ("letter", 612.0, 792.0),
        ])
    func paper(name: String, width: Double, height: Double) async throws {
        let visit = try await Self.visit.value
        let file = visit.scratch.file("\(name).pdf")
        func words(_ text: String) -> [Substring] { text.split { $0.isWhitespace } }
        // A word may be broken at its hyphens, a hash anywhere: what stands there is compared without white space.
        let printed = words(try await Program.tool("pdftotext", "-raw", file, "-")).joined()
        for line in visit.found.print.split(separator: "\n") {
            for word in words(String(line)) where word.count < 24 {
                #expect(printed.contains(word), "\(word)")
            }
        }
        #expect(words(visit.found.print).count > 1_500)
        let boxes = try await Program.tool("pdftotext", "-bbox", file, "-")
        let pattern = try Regex(
            #"<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">"#,
            as: (Substring, Substring, Substring, Substring, Substring).self)
        var count = 0
        for match in boxes.matches(of: pattern) {
            let place = [match.output.1, match.output.2, match.output.3, match.output.4].compactMap { Double($0) }
            try #require(place.count == 4)
            // The margins are 15 mm, some 42 points, at the sides; the page number stands 5 mm from the edge.
            #expect(
                place[0] > 40 && place[1] > 20 && place[2] < width - 40 && place[3] < height - 14, "\(match.output.0)")
            count += 1
        }
        #expect(count > 1_500)
        let paper = try await Program.tool(
            "pdftoppm", "-r", "20", "-f", "1", "-l", "1", "-png", file, visit.scratch.file(name))
        #expect(paper.isEmpty)
        let page = try #require(visit.scratch.names.first { $0.hasPrefix("\(name)-") && $0.hasSuffix(".png") })
        let mean = try await Program.tool("identify", "-format", "%[fx:mean]", visit.scratch.file(page))
        #expect(try #require(Double(mean)) > 0.85, "paper stays white")
    }
}
