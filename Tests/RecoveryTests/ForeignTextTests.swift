// SPDX-License-Identifier: Apache-2.0

import SecretMemory
import Testing

@testable import Recovery

@Suite("Text that no sheet comes as")
struct ForeignTextTests {
    private func kind(_ text: String) -> ForeignText? { ForeignText(Sample.secret(text)) }

    @Test("a web page is known by its first element, behind blanks, comments and a byte order mark, in any case")
    func webPage() {
        for start in [
            "<!doctype html>", "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">", "<html lang=\"en\">", "<HTML>",
            "\u{FEFF}\r\n\t <!-- a note -->\n<!-- another --><html>", "<head>", "<body>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html>", "<!doctype html><title>Breakglass</title>",
        ] {
            #expect(kind(start + "\n<p>M001 BGS1 text</p>") == .webPage, "\(start)")
        }
    }

    @Test("a recovery page of any version is known by its title")
    func recoveryPage() {
        #expect(kind("<!doctype html>\n<html><title>Breakglass recovery page</title>") == .recoveryPage)
        #expect(kind("<title>Breakglass recovery page</title>") == nil, "the title alone is no page")
    }

    @Test("a drawing, other XML and a script are told apart")
    func others() {
        #expect(kind("<svg xmlns=\"http://www.w3.org/2000/svg\">") == .drawing)
        #expect(kind("<?xml version=\"1.0\"?>\n<!-- of a sheet -->\n<svg>") == .drawing)
        #expect(kind("<?xml version=\"1.0\"?><rss>") == .markup)
        #expect(kind("#!/usr/bin/python3\nBGS1") == .script)
    }

    @Test("a note that only looks like an element is none, and no text with a whole code is foreign")
    func whole() throws {
        let code = try Sample.dealt().code(of: Sample.number(1, 1))
        for start in ["<header from the scanner>", "<bodyguard>", "#!1 sheet of Ana", "#! note"] {
            #expect(kind(start + "\nBGS1 text") == nil, "\(start)")
        }
        for start in ["<html><pre>", "<body text>", "#!/bin/sh", "<?xml version=\"1.0\"?>"] {
            #expect(kind("\(start)\n\(code)\n") == nil, "\(start)")
            #expect(kind("\(start)\n\(code.dropLast())\n") != nil, "\(start), with a code that is not whole")
        }
        #expect(kind("<html>\n<p>\(code)</p>") == .webPage, "a code that an element ends is not whole")
    }

    @Test("text of sheets stays text, whatever stands before it or is cut off")
    func sheets() throws {
        let code = try Sample.dealt().code(of: Sample.number(1, 1))
        for start in [
            "", "<", "<!--", "<?", "# Ana's sheet\n", "<ana@example.com> wrote:\n> ", "<!-- note -->", "(<html>) ",
        ] {
            #expect(kind(start + code) == nil, "\(start)")
        }
        #expect(kind("") == nil)
    }
}
