// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TerminalDialogue

@Suite("Commands on the screen")
struct PrintedCommandsTests {
    @Test("name the binder as the person did, in words that a shell reads")
    func named() {
        let commands = PrintedCommands(binder: "my binder")
        #expect(
            commands.completed("change it, then `breakglass split --changed`; `breakglass review 12` closes it")
                == "change it, then `breakglass split --changed --binder 'my binder'`; "
                + "`breakglass review 12 --binder 'my binder'` closes it")
    }

    @Test("name a binder whose name begins with a hyphen, or has a line end or a backtick, on one line")
    func awkward() {
        let text = "see `breakglass status`, then `breakglass review 12`"
        for (binder, word) in [("-dash", "./-dash"), ("a\nb", #"$'a\012b'"#), ("a`b", #"$'a\140b'"#)] {
            #expect(
                PrintedCommands(binder: binder).completed(text)
                    == "see `breakglass status --binder \(word)`, then `breakglass review 12 --binder \(word)`")
        }
    }

    @Test("stay as they are where the binder is found without a name")
    func found() {
        #expect(PrintedCommands(binder: nil).completed("see `breakglass status`") == "see `breakglass status`")
    }

    @Test(
        "stay as they are if they take no binder, have one already, or are no commands",
        arguments: [
            "`breakglass init FOLDER` makes one", "`breakglass inspect` on a scan", "`breakglass drill answer FILE`",
            "`breakglass --help` lists them", "`breakglass review --help`", "`breakglass status --binder other`",
            "type `changed`", "a ` alone", "`breakglass status without an end",
        ])
    func unchanged(text: String) {
        #expect(PrintedCommands(binder: "binder").completed(text) == text)
    }
}
