// SPDX-License-Identifier: Apache-2.0
//
// Prints through `lp`, which reads the sheet from a pipe. Reports what the spooler keeps.

import CProcess
import Foundation
import Glibc
import Isolation
import SecretMemory
import Subprocess
import SystemPackage

/// Why a sheet was not printed.
package enum PrintError: Error, Equatable, Sendable {
    /// There is no `lp` on this machine.
    case noPrintSystem
    /// The queue does not exist or accepts no jobs.
    case noQueue(String, reason: String)
    /// The job was refused.
    case refused(reason: String)
    /// The job was not done in time; it is canceled, with its files.
    case stuck(job: String)
    /// The job was not done in time, and the print system still has it.
    case kept(job: String)
}

/// What is left of a printed job in the spooler.
package enum SpoolRemainder: Equatable, Sendable {
    /// The job and its files are gone from the spooler.
    case gone
    /// The spooler still knows the job.
    case kept(job: String)
}

/// A queue of the print system.
package struct PrintQueue: Sendable {
    /// The queue's name.
    package let name: String
    /// How long one sheet may take.
    private let patience: Duration

    /// Names a queue.
    package init(name: String, patience: Duration = .seconds(180)) {
        self.name = name
        self.patience = patience
    }

    /// Checks that the queue exists and accepts jobs. Call this before any secret is asked for.
    package func check() async throws(PrintError) {
        let answer = try await command("lpstat", ["-a", name])
        guard answer.isSuccess else { throw .noQueue(name, reason: answer.firstErrorLine) }
        // lpstat says "QUEUE accepting requests since …" or "QUEUE not accepting requests since …".
        guard !answer.output.contains("not accepting") else {
            throw .noQueue(name, reason: "it accepts no jobs at the moment")
        }
    }

    /// Prints a file, waits until the job is done, and removes it from the spooler.
    package func print(_ file: DrawnFile, title: String) async throws(PrintError) -> SpoolRemainder {
        let answer = try await command("lp", ["-d", name, "-t", title, "-"], input: file)
        guard answer.isSuccess, let job = Self.job(in: answer.output, queue: name) else {
            throw .refused(reason: answer.firstErrorLine)
        }
        let deadline = ContinuousClock.now + patience
        while try await isWaiting(job) {
            guard ContinuousClock.now < deadline else {
                throw try await takeBack(job) ? .stuck(job: job) : .kept(job: job)
            }
            try? await Task.sleep(for: .milliseconds(200))
        }
        return try await purge(job) ? .gone : .kept(job: job)
    }

    /// Cancels a job and removes its files. A print system that is about to start or to end the job may refuse at first.
    ///
    /// A job that was being printed is only listed as over then, and the file that describes it stays until the list is
    /// emptied.
    private func takeBack(_ job: String) async throws(PrintError) -> Bool {
        var isCanceled = false
        for _ in 0..<20 {
            if !isCanceled {
                _ = try await command("cancel", ["-x", job])
                let left = try await command("lpstat", ["-W", "not-completed", "-o", name])
                isCanceled = left.isSuccess && !Self.jobs(in: left.output).contains(job)
            }
            if isCanceled, try await purge(job) { return true }
            try? await Task.sleep(for: .milliseconds(500))
        }
        return isCanceled
    }

    /// Removes a printed job and its files.
    ///
    /// The print system removes a queue's printed jobs all together or not at all (`cancel -x` of a single printed job
    /// is "not possible"), so this is done only if no other job is listed.
    ///
    /// - Returns: whether the print system no longer lists the job.
    private func purge(_ job: String) async throws(PrintError) -> Bool {
        let known = try await command("lpstat", ["-W", "all", "-o", name])
        if Self.jobs(in: known.output) == [job] { _ = try await command("cancel", ["-x", "-a", name]) }
        let left = try await command("lpstat", ["-W", "all", "-o", name])
        return left.isSuccess && !Self.jobs(in: left.output).contains(job)
    }

    private func isWaiting(_ job: String) async throws(PrintError) -> Bool {
        Self.jobs(in: try await command("lpstat", ["-W", "not-completed", "-o", name]).output).contains(job)
    }

    /// Finds the job in `request id is QUEUE-12 (0 file(s))`, in any language: the word that starts with the queue's
    /// name.
    static func job(in answer: String, queue: String) -> String? {
        answer.split(whereSeparator: { $0.isWhitespace }).map(String.init).first { word in
            word.hasPrefix(queue + "-") && Int(word.dropFirst(queue.count + 1)) != nil
        }
    }

    /// The first word of each line.
    static func jobs(in listing: String) -> [String] {
        listing.split(separator: "\n").compactMap { line in line.split(separator: " ").first.map(String.init) }
    }

    // MARK: - The print system's programs

    private struct Answer {
        let isSuccess: Bool
        let output: String
        let firstErrorLine: String
    }

    private func command(
        _ program: String, _ arguments: [String], input file: DrawnFile? = nil
    ) async throws(PrintError) -> Answer {
        var ends: [Int32] = [-1, -1]
        guard unsafe cprocess_pipe(&ends) == 0 else { throw .refused(reason: "the system has no more pipes") }
        let (readEnd, writeEnd) = (ends[0], ends[1])
        let feeding = Task.detached {
            // A printing program that stops reading gives the reason with its exit code.
            if let file { try? SecretOutput.write(file.bytes, to: writeEnd) }
            close(writeEnd)
        }
        do {
            let record = try await Subprocess.run(
                .name(program), arguments: Arguments(arguments),
                environment: .inherit.updating(["LC_ALL": "C.UTF-8"]),
                input: .fileDescriptor(FileDescriptor(rawValue: readEnd), closeAfterSpawningProcess: true),
                output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
            await feeding.value
            let firstLine = record.standardError.split(separator: "\n").first.map(String.init)
            return Answer(
                isSuccess: record.terminationStatus.isSuccess, output: record.standardOutput,
                firstErrorLine: firstLine ?? "\(program) gave no reason")
        } catch {
            await feeding.value
            throw .noPrintSystem
        }
    }
}

/// What the print system is configured to keep, as far as its files can be read.
package struct SpoolSettings: Sendable {
    /// Whether printed files stay in the spool folder for a while (cupsd.conf, PreserveJobFiles; a day by default).
    package let keepsFiles: Bool
    /// Whether the spool folder is in memory (cups-files.conf, RequestRoot).
    package let isInMemory: Bool

    /// Reads the settings.
    ///
    /// - Parameter folder: the print system's configuration.
    package init(folder: String = "/etc/cups") {
        let preserve = Self.value("PreserveJobFiles", in: "\(folder)/cupsd.conf")
        keepsFiles = preserve?.lowercased() != "no"
        isInMemory = SheetFolder.isInMemory(
            Self.value("RequestRoot", in: "\(folder)/cups-files.conf") ?? "/var/spool/cups")
    }

    private static func value(_ directive: String, in path: String) -> String? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") {
            let words = line.split(whereSeparator: { $0.isWhitespace })
            if words.count == 2, words[0].lowercased() == directive.lowercased() { return String(words[1]) }
        }
        return nil
    }
}
