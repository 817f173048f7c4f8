// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Glibc
import Isolation
import Ledger
import SecretMemory
import ShareEnvelope
import TerminalDialogue

/// The program.
@main
struct Breakglass: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "breakglass",
        abstract: "Offline custody of emergency credentials on paper.",
        discussion: """
            A credential is locked, its key is split among custodians, and each of them keeps one printed sheet. A \
            quorum of sheets recovers the credential, with nothing online to trust.

            Exit codes: 0 done; 3 the quorum is not met; 4 a rule of custody forbids it; 5 not printed; 6 not read \
            back; 8 the policy has warnings; 9 it has something critical; 10 something is due soon; 11 something is overdue or open; 64 wrong command line; 65 bad input; 66 not found; 70 a fault here; 73 an output cannot be created; \
            74 an output cannot be written; 130 interrupted.
            """,
        version: ProgramVersion.number,
        subcommands: [
            InitCommand.self, SplitCommand.self, RecoverCommand.self, InspectCommand.self, PolicyCommand.self,
            LedgerCommand.self, WhoCanCommand.self, StatusCommand.self, DrillCommand.self,
            ReshareCommand.self, SheetCommand.self, PeopleCommand.self, PaperCommand.self, ReviewCommand.self,
            ReportCommand.self, PageCommand.self, WorkerCommand.self,
        ])

    func run() {
        for line in StartScreen.lines(BinderArguments.here) { Console.result(line) }
    }

    static func main() async {
        Console.speak(as: configuration.commandName ?? "breakglass")
        do {
            let command = try parseAsRoot()
            if var worker = command as? any WorkerSubcommand & ParsableCommand {
                // A worker sets up its own isolation, and needs its one thread and its signals unchanged.
                return try worker.run()
            }
            Crash.start()
            Interruption.start()
            warn(about: ProcessHardening.enter())
            // As much secret memory as a ceremony needs, tried first, so that the warning comes before any secret.
            _ = SecretBytes(zeroCount: 256 * 1024)
            warnAboutUnlockedMemory()
            Terminal.silence()
            defer {
                Interruption.claimEnd()
                Terminal.giveBack()
            }
            try await run(parseAsRoot())
        } catch let failure as CommandError {
            Console.report(failure)
            _exit(failure.code.rawValue)
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            if let mistyped = MistypedCommand(in: CommandLine.arguments.dropFirst(), of: Self.self) {
                let meant = mistyped.meant.map { "did you mean `\($0)`? " } ?? ""
                Console.report(
                    CommandError(
                        .usage,
                        mistyped.word.map { "there is no command \($0)" }
                            ?? "this command line does not name a command",
                        hint: "\(meant)`breakglass --help` lists the commands"))
                _exit(ExitCode.usage.rawValue)
            }
            let message = message(for: error).split(separator: "\n").first.map(String.init)
            Console.report(
                CommandError(
                    .usage, message ?? "the command line cannot be read",
                    hint: "`breakglass --help` lists the commands; --help after a command lists its options"))
            _exit(ExitCode.usage.rawValue)
        }
    }

    private static func run(_ command: sending any ParsableCommand) async throws {
        guard var asynchronous = command as? any AsyncParsableCommand else {
            var command = command
            return try command.run()
        }
        try await asynchronous.run()
    }

    private static func warnAboutUnlockedMemory() {
        guard LockFailures.count > 0 else { return }
        Console.warn("the system refused to keep some secrets out of swap: raise `ulimit -l`, or keep swap off")
    }

    private static func warn(about hardening: ProcessHardening) {
        for shortcoming in hardening.shortcomings {
            switch shortcoming {
            case .coreDumpsAreOn: Console.warn("core dumps cannot be turned off: a crash could write secrets to disk")
            case .isReadableByOthers: Console.warn("other programs of this user can read this one's memory")
            case .swapIsOn: Console.warn("swap is on: memory can be written to disk; `swapoff -a` turns it off")
            case .swapIsUnknown: Console.warn("it is unknown whether swap is on")
            }
        }
    }
}
