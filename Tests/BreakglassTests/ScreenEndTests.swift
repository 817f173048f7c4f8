// SPDX-License-Identifier: Apache-2.0
//
// How the screen is left: by a signal, by a stop, by a crash.

import Foundation
import Glibc
import SecretMemory
import Testing

@testable import TerminalDialogue
@testable import breakglass

@Suite("The screen that is left")
struct ScreenEndTests {
    @Test("takes nothing from other threads any more once the program is being ended, and no secret before or after")
    func owned() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            Terminal.show(SecretBytes(copying: Array("secret on the primary screen".utf8).span))
            Terminal.withAlternateScreen {
                Terminal.show(SecretBytes(copying: Array("secret;".utf8).span))
                let ended = DispatchSemaphore(value: 0)
                Thread.detachNewThread {
                    Terminal.end()
                    Terminal.put(Array("last words;".utf8))
                    ended.signal()
                }
                ended.wait()
                Terminal.show(SecretBytes(copying: Array("secret after the end".utf8).span))
                Terminal.put(Array("drawn after the end".utf8))
            }
            Terminal.withAlternateScreen { Terminal.put(Array("another screen".utf8)) }
        }
        let shown = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(
            shown == "\u{1B}[?1049h\u{1B}[2J\u{1B}[Hsecret;\u{1B}[H\u{1B}[2J\u{1B}[?1049l\u{1B}[?25hlast words;",
            "\(shown.debugDescription)")
    }
}

extension TerminalTests {
    /// A credential of two fields at the screen that shows the first, and the program's number.
    private func revealing() async throws -> (Screen, pid_t) {
        let first = try scratch.write("canary-first-field", "first.txt")
        let dealt = try await Program.run(
            split(["--no-read-back"], ["--field-from", "first=\(first)", "--field-from", "password=-"]),
            input: "canary-second-field")
        #expect(dealt.code == 0, "\(dealt.errors)")
        try FileManager.default.removeItem(atPath: journal)
        let screen = try await Screen()
        // A shell that minds its jobs takes the terminal from a program as soon as it sees it stopped, even if it goes on
        // at once.
        try await screen.type("set +m")
        try await screen.start(
            ["recover", "--journal", journal, "--reason", "x", "--operator", "Dana", "\(sheets)/sheet-g1m1.pdf"])
        try await screen.wait(for: "Type `show` to show the credential")
        try await screen.confirm("show")
        try await screen.wait(for: "canary-first-field")
        // Without a wait for other programs: the screen is cleared after ninety seconds.
        let found = try await Program.ungated("pgrep", ["-f", "^\(Program.path) recover --journal \(journal)"])
        let pid = found.text.trimmingCharacters(in: .newlines)
        return (screen, try #require(pid_t(pid)))
    }

    @Test(
        "a signal while a field counts down leaves nothing on the primary screen, and the evidence says how it ended",
        arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131)])
    func endedWhileShown(signal: Int32, code: Int) async throws {
        let (screen, pid) = try await revealing()
        kill(pid, signal)
        try await screen.expectEnd(code)
        // Longer than the next second's drawing takes.
        try await Task.sleep(for: .milliseconds(1_500))
        for words in ["canary-first-field", "canary-second-field", "cleared in", "field 2 of 2"] {
            try await screen.expectNowhere(words)
        }
        let last = try scratch.text("journal.jsonl").split(separator: "\n").last ?? ""
        #expect(last.contains(#""kind":"recovery closed""#) && last.contains(#""outcome":"shown""#), "\(last)")
        #expect(last.contains(#""detail":"interrupted""#), "\(last)")
    }

    @Test("Ctrl-Z and a stop with its continuation leave the countdown going, and the key that clears it working")
    func stopped() async throws {
        let (screen, pid) = try await revealing()
        for signal in [SIGTSTP, SIGTTIN, SIGTTOU, SIGWINCH, SIGSTOP, SIGCONT] { kill(pid, signal) }
        try await screen.press("C-z")
        // Ctrl-Z is a key like any other: it goes on to the next field.
        try await screen.wait(for: "canary-second-field")
        try await screen.press("x")
        try await screen.wait(for: "The screen is cleared")
        try await screen.type("")
        try await screen.expectEnd(0)
        try await screen.expectNowhere("canary-second-field")
        #expect(try scratch.text("journal.jsonl").contains(#""outcome":"shown""#))
    }

    @Test("a stack that has run over clears the screen, like any other crash")
    func stackOverflow() async throws {
        let (screen, pid) = try await revealing()
        // The thread that shows waits for a key in poll(2). Its stack pointer is set where no memory is, so that its next
        // call or return finds no stack.
        let program = """
            import ctypes, os, sys, time
            libc = ctypes.CDLL(None, use_errno=True)
            libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
            pid = int(sys.argv[1])
            task = f"/proc/{pid}/task"
            waiting = []
            while not waiting:
                # On a busy machine the thread may be anywhere between two waits.
                time.sleep(0.01)
                waiting = [int(t) for t in os.listdir(task) if open(f"{task}/{t}/syscall").read().startswith("7 ")]
            for thread in waiting:
                assert libc.ptrace(16, thread, None, None) == 0, ctypes.get_errno()
                os.waitpid(thread, 0x40000000)
                registers = (ctypes.c_ulonglong * 27)()
                assert libc.ptrace(12, thread, None, ctypes.addressof(registers)) == 0
                registers[19] = 0x1000
                assert libc.ptrace(13, thread, None, ctypes.addressof(registers)) == 0
                assert libc.ptrace(17, thread, None, None) == 0
            """
        let overrun = try await Program.ungated("python3", ["-c", program, "\(pid)"])
        #expect(overrun.code == 0, "\(overrun.errors)")
        try await screen.expectEnd(139)
        try await screen.expectNowhere("canary-first-field")
        try await screen.expectNowhere("canary-second-field")
    }
}
