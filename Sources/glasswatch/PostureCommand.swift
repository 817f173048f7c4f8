// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CloudTrail
import Dispatch
import Foundation
import Posture
import Synchronization
import Watch

/// `glasswatch posture`
struct PostureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "posture",
        abstract:
            "Show whether the path to the emergency account is guarded: trail, log bucket, keys, alert, identities.",
        discussion: """
            FOLDER holds answers of the `aws` command, one file a call. With --collect, the calls are made now, with the \
            credentials that the `aws` command finds, and FOLDER is written; without it, nothing is looked up online. \
            Each call only reads, and none returns a secret. docs/POSTURE.md lists calls, files and rules.

            Exit codes: 0 all is guarded; 8 something is open; 9 something cannot be told; 64 wrong command line; 65 bad \
            input; 66 not found; 74 the folder or the report cannot be written.
            """)

    @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
    var folder: String

    @Option(
        help: ArgumentHelp(
            "The output of `breakglass ledger verify --openings`, which says what the policy expects.",
            valueName: "file"))
    var openings: String?

    @Option(
        help: ArgumentHelp(
            "A JSON list of accounts, as docs/OPENINGS.md describes them, where there is no ledger.",
            valueName: "file"))
    var expect: String?

    @Option(help: ArgumentHelp("The account of the policy, if there are several.", valueName: "name"))
    var account: String?

    @Flag(help: "Call `aws` and write the folder before looking at it.")
    var collect = false

    @Option(help: ArgumentHelp("The profile of the `aws` command; only with --collect.", valueName: "name"))
    var profile: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        guard profile == nil || collect else {
            throw CommandFailure(.usage, "--profile goes with --collect", hint: "without --collect, nothing is called")
        }
        guard openings == nil || expect == nil else {
            throw CommandFailure(
                .usage, "--openings and --expect both say what the policy expects", hint: "give one of them")
        }
        guard account == nil || openings != nil || expect != nil else {
            throw CommandFailure(
                .usage, "--account chooses among the accounts of --openings or --expect", hint: "give one of them too")
        }
        let scope = try self.scope()
        let report: PostureReport
        do throws(PostureError) {
            if collect { try collectExport(scope) }
            report = PostureReport(try Inspection(try Export(folder: folder), scope))
        } catch {
            switch error {
            case .notFound: throw CommandFailure(.notFound, error.message, hint: error.hint)
            case .unusable: throw CommandFailure(.badInput, error.message, hint: error.hint)
            case .cannotWrite: throw CommandFailure(.cannotWrite, error.message, hint: error.hint)
            }
        }
        try Output.result((json ? report.json : report.lines.joined(separator: "\n")) + "\n")
        switch report.result {
        case .fine: return
        case .open: throw ExitCode(WatchExit.backdoor.rawValue)
        case .unknown: throw ExitCode(WatchExit.cannotBeShown.rawValue)
        }
    }

    // MARK: What is declared

    private func scope() throws(CommandFailure) -> PostureScope {
        let all: [Expectation]
        if let openings {
            all = try InputFile.openings(openings).accounts
        } else if let expect {
            all = try InputFile.expectations(expect)
        } else {
            return PostureScope()
        }
        let chosen = all.filter { account == nil || $0.account == account }
        guard chosen.count == 1 else {
            let names = all.map { $0.account }.joined(separator: ", ")
            throw CommandFailure(
                account == nil ? .usage : .notFound,
                account.map { "no account is named \($0)" } ?? "\(all.count) accounts say where their log is",
                hint: all.isEmpty ? "the section cloud of the policy says it" : "name one with --account: \(names)")
        }
        return PostureScope(chosen[0])
    }

    // MARK: Collecting

    /// Writes the export. The root command runs without concurrency, so this waits for the calls.
    private func collectExport(_ scope: PostureScope) throws(PostureError) {
        guard !FileManager.default.fileExists(atPath: folder) else {
            throw .unusable("\(folder) is there already", hint: "name a folder that is not; an export is never changed")
        }
        let program = AWSProgram(profile: profile)
        let done = DispatchSemaphore(value: 0)
        let outcome = Mutex<Result<Collection, PostureError>?>(nil)
        Task.detached {
            let result: Result<Collection, PostureError>
            do throws(PostureError) {
                result = .success(
                    try await Collection(
                        scope, ask: { (call) throws(PostureError) in try await program.run(call) },
                        now: { EventTime(seconds: Int64(Date().timeIntervalSince1970)) },
                        pause: { try? await Task.sleep(for: .seconds(2)) }))
            } catch {
                result = .failure(error)
            }
            outcome.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        guard let result = outcome.withLock({ $0 }) else { preconditionFailure("signaled before it was done") }
        try result.get().write(to: folder)
    }
}

extension PostureScope {
    /// What the policy says of an account.
    fileprivate init(_ account: Expectation) {
        self.init(
            name: account.account, accounts: account.accounts, identities: account.identities,
            regions: account.regions, trails: account.trails, buckets: account.buckets, secrets: account.secrets,
            alerts: account.alertChannels)
    }
}
