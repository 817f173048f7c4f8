// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import CustodyPolicy
import Foundation
import Ledger
import Reports
import ShareEnvelope
import TerminalDialogue

/// `breakglass who-can`
struct WhoCanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "who-can",
        abstract: "Show who can open what, alone or together, now or on any past day.",
        discussion: """
            Answers from the ledger and from the policy that was in force on that day. Sets that were retired while \
            their credential stayed the same are listed too: their paper still opens it.
            """)

    @Option(help: ArgumentHelp("The day, in UTC (default: today).", valueName: "yyyy-mm-dd"))
    var at: String?

    @Option(help: "Only this account.")
    var account: String?

    @Flag(help: "Print the answer as JSON.")
    var json = false

    @OptionGroup var binder: BinderArguments

    func run() throws {
        let folder = try binder.folder()
        let day = try self.day()
        let state: BinderState
        do throws(BinderError) { state = try folder.read(until: day.end).state } catch { throw CommandError(error) }
        if at == nil, let latest = state.latest, latest.time > day.adding(days: 1).end {
            Console.warn(
                "entry \(latest.place) is dated \(latest.time), after this machine's clock: entries after \(day) are left "
                    + "out; use --at for another day")
        }
        let policy = state.policy.flatMap { try? PolicyFile.parse($0.text) }
        if state.policy != nil, policy == nil {
            Console.warn("the policy of that day cannot be read: places and leavers are not known")
        }
        try check(state.lives(under: policy).map { $0.name.account.description }, day)
        let custody = state.custody(under: policy, on: day).filter {
            account == nil || $0.name.account.description == account
        }
        let report = WhoCanReport(custody, state, policy: policy, day: day)
        if json {
            return Console.data(try JSONText.of(report))
        }
        for line in report.lines(width: Terminal.resultWidth) { Console.result(line) }
    }

    private func day() throws(CommandError) -> CalendarDay {
        guard let at else { return .today }
        guard let day = CalendarDay(at) else {
            throw CommandError(.usage, "--at: \(at) is not a date", hint: "for example --at 2026-11-24")
        }
        return day
    }

    /// Refuses an unknown account, for which "nobody" would be a wrong answer.
    private func check(_ accounts: [String], _ day: CalendarDay) throws(CommandError) {
        guard let account, !accounts.contains(account) else { return }
        var names: [String] = []
        for name in accounts where !names.contains(name) { names.append(name) }
        throw CommandError(
            .usage, "--account: the binder had no account \(account) on \(day)",
            hint: names.isEmpty ? "it had none" : "it had: \(names.joined(separator: "; "))")
    }
}

extension CalendarDay {
    /// The last second of the day in UTC.
    var end: LedgerTime {
        let seconds = max(0, (daysSince1970 + 1) * 86_400 - 1)
        return LedgerTime(Date(timeIntervalSince1970: TimeInterval(seconds)))
    }
}
