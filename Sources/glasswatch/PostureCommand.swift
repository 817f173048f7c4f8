// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CloudTrail
import CustodyPolicy
import Dispatch
import Foundation
import Posture
import Synchronization

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
            input; 66 not found; 74 the folder cannot be written.
            """)

    @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
    var folder: String

    @Option(help: ArgumentHelp("The policy that says what the emergency path is.", valueName: "file"))
    var policy: String?

    @Option(help: ArgumentHelp("The account in the policy; not needed if only one has `cloud:`.", valueName: "name"))
    var account: String?

    @Flag(help: "Call `aws` and write the folder before looking at it.")
    var collect = false

    @Option(help: ArgumentHelp("The profile of the `aws` command; only with --collect.", valueName: "name"))
    var profile: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    func run() throws {
        guard profile == nil || collect else {
            throw refuse(64, "--profile goes with --collect", hint: "without --collect, nothing is called")
        }
        guard account == nil || policy != nil else {
            throw refuse(64, "--account goes with --policy", hint: "name the policy that has the account")
        }
        let scope = try self.scope()
        let report: PostureReport
        do throws(PostureError) {
            if collect { try collectExport(scope) }
            report = PostureReport(try Inspection(try Export(folder: folder), scope))
        } catch {
            switch error {
            case .notFound: throw refuse(66, error.message, hint: error.hint)
            case .unusable: throw refuse(65, error.message, hint: error.hint)
            case .cannotWrite: throw refuse(74, error.message, hint: error.hint)
            }
        }
        if json { print(report.json) } else { for line in report.lines { print(line) } }
        switch report.result {
        case .fine: return
        case .open: throw ExitCode(8)
        case .unknown: throw ExitCode(9)
        }
    }

    // MARK: What is declared

    private func scope() throws -> PostureScope {
        guard let file = policy else { return PostureScope() }
        guard let content = FileManager.default.contents(atPath: file) else {
            throw refuse(66, "\(file): there is no such file", hint: "name the policy of the binder, policy.yaml")
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            throw refuse(65, "\(file) is not UTF-8", hint: "`breakglass policy` checks it")
        }
        let accounts: [Policy.Account]
        do throws(PolicyError) { accounts = try PolicyFile.parse(text).accounts.filter { $0.cloud != nil } } catch {
            throw refuse(65, "\(file): \(error)", hint: "`breakglass policy` checks it")
        }
        let chosen = accounts.filter { account == nil || $0.name.description == account }
        guard chosen.count == 1, let scope = PostureScope(chosen[0]) else {
            let names = accounts.map { $0.name.description }.joined(separator: ", ")
            let hint = names.isEmpty ? "add `cloud:` to the account, as docs/POLICY.md says" : "its accounts: \(names)"
            guard let account else {
                throw refuse(64, "\(file) has \(accounts.count) accounts with `cloud:`; --account chooses", hint: hint)
            }
            throw refuse(66, "\(file) has no account \(account) with `cloud:`", hint: hint)
        }
        return scope
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

    /// Writes an error and its hint, and returns what ends the program with the code.
    private func refuse(_ code: Int32, _ message: String, hint: String) -> ExitCode {
        FileHandle.standardError.write(Data("glasswatch: error: \(message)\nglasswatch: hint: \(hint)\n".utf8))
        return ExitCode(code)
    }
}
