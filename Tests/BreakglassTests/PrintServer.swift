// SPDX-License-Identifier: Apache-2.0
//
// A real cupsd of the test's own: its own settings, spool and socket, and one queue whose printer keeps what it prints.

import Foundation
import Glibc
import Testing

/// A print system that goes with the test.
final class PrintServer: Sendable {
    static let queue = "office"

    private let scratch: Scratch

    /// What programs need in their environment to find it.
    let environment: [String: String]

    /// - Parameters:
    ///   - settings: further lines of cupsd.conf.
    ///   - printer: what the printer does with a page on its standard input; `$1` is the job's number.
    init(settings: String = "PreserveJobFiles No", printer: String? = nil) async throws {
        let scratch = try Scratch()
        self.scratch = scratch
        for folder in ["etc/ppd", "bin/backend", "spool/tmp", "cache", "state", "log", "printed"] {
            try FileManager.default.createDirectory(atPath: scratch.file(folder), withIntermediateDirectories: true)
        }
        for part in ["daemon", "filter", "cgi-bin", "notifier", "monitor", "driver"] {
            symlink("/usr/lib/cups/\(part)", scratch.file("bin/\(part)"))
        }
        let backend = try scratch.write(
            """
            #!/bin/sh
            if [ $# = 0 ]; then echo 'direct keep "Unknown" "Keeps pages"'; exit 0; fi
            exec <"${6:-/dev/stdin}"
            \(printer ?? "cat >'\(scratch.file("printed"))'/$1.pdf")
            """, "bin/backend/keep")
        chmod(backend, 0o700)
        let files = try scratch.write(
            """
            ServerRoot \(scratch.file("etc"))
            ServerBin \(scratch.file("bin"))
            RequestRoot \(scratch.file("spool"))
            TempDir \(scratch.file("spool/tmp"))
            CacheDir \(scratch.file("cache"))
            StateDir \(scratch.file("state"))
            AccessLog \(scratch.file("log/access"))
            ErrorLog \(scratch.file("log/error"))
            PageLog \(scratch.file("log/page"))
            SystemGroup root
            """, "etc/cups-files.conf")
        let socket = scratch.file("state/cups.sock")
        let main = try scratch.write(
            """
            Listen \(socket)
            LogLevel debug2
            Browsing No
            WebInterface No
            DefaultAuthType None
            \(settings)
            <Location />
            Order allow,deny
            Allow all
            </Location>
            <Policy default>
            JobPrivateAccess all
            JobPrivateValues none
            <Limit All>
            Order deny,allow
            Allow all
            </Limit>
            </Policy>
            """, "etc/cupsd.conf")
        environment = ["CUPS_SERVER": socket]
        let start = "/usr/sbin/cupsd -f -c '\(main)' -s '\(files)' </dev/null >/dev/null 2>&1 & echo $!"
        let started = try await Program.ungated("sh", ["-c", start])
        guard let server = pid_t(started.text.trimmingCharacters(in: .newlines)) else {
            throw NoPrintServer(reason: "/usr/sbin/cupsd cannot be started: \(started.errors)")
        }
        Leftovers.atEnd { kill(server, SIGKILL) }
        try await waitUntilReady()
        try await command("lpadmin", "-p", Self.queue, "-E", "-v", "keep:/", "-o", "printer-is-shared=false")
    }

    private func waitUntilReady() async throws {
        do {
            try await Patience.wait(until: "cupsd runs") {
                let answer = try await Program.ungated("lpstat", ["-r"], environment: environment)
                return answer.code == 0 && answer.text.contains("is running")
            }
        } catch let error as WaitedInVain {
            let log = (try? scratch.text("log/error")) ?? "it has written no log"
            throw NoPrintServer(reason: "waited in vain until \(error.what): \(log.suffix(2_000))")
        }
    }

    /// Runs one of the print system's programs on this server.
    @discardableResult
    func command(_ program: String, _ arguments: String...) async throws -> String {
        let ended = try await Program.ungated(program, arguments, input: Array("page".utf8), environment: environment)
        guard ended.code == 0 else { throw NoPrintServer(reason: "\(program) \(arguments): \(ended.errors)") }
        return ended.text
    }

    /// The files that the printer was given, in the order of their jobs.
    var printed: [String] {
        let folder = scratch.file("printed")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted { $0.compare($1, options: .numeric) == .orderedAscending }.map { "\(folder)/\($0)" }
    }

    /// The files of jobs that lie in the spool: `c…` describes a job, `d…` holds its pages.
    var spooled: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: scratch.file("spool"))) ?? []
        let temporary = (try? FileManager.default.contentsOfDirectory(atPath: scratch.file("spool/tmp"))) ?? []
        return names.filter { $0 != "tmp" } + temporary
    }

    /// Everything that it logs and keeps about its jobs.
    var logs: String {
        ["log/access", "log/error", "log/page", "cache/job.cache"].map { (try? scratch.text($0)) ?? "" }.joined()
    }
}

/// The print system could not be had; a test that needs it fails with this.
struct NoPrintServer: Error, CustomStringConvertible {
    let reason: String
    var description: String { "no print server: \(reason)" }
}
