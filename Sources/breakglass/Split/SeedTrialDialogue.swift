// SPDX-License-Identifier: Apache-2.0

import Ceremonies
import SecretMemory
import ShareEnvelope
import TerminalDialogue

/// Tries each one-time-password seed, and asks for the codes that were not given.
struct SeedTrialDialogue {
    private let trial: SeedTrial

    /// Reads the codes on the command line, before anything is asked for.
    init(_ arguments: FieldArguments, _ sources: [FieldSource]) throws(CommandError) {
        let untried = try arguments.untriedSeed.map { why throws(CommandError) in
            try PublicText(named: "--untried-seed", why, limit: 1000)
        }
        do throws(Refusal) {
            trial = try SeedTrial(codes: arguments.currentCode, untried: untried, of: sources.seeds)
        } catch { throw CommandError(.usage, error) }
        if !Terminal.isInteractive, let name = trial.unasked.first {
            throw CommandError(
                .usage, "there is no terminal to ask for the current code of \(name)",
                hint:
                    "--current-code \"\(name)=123456\" with what the service or its app shows, or --untried-seed \"why\""
            )
        }
    }

    /// Tries the seeds of a credential.
    ///
    /// - Returns: the fields whose seeds are dealt untried, and why.
    func untried(in credential: Credential) throws(CommandError) -> [(field: PublicText, why: PublicText)] {
        var found: [(field: PublicText, why: PublicText)] = []
        for field in credential.fields where field.kind == .oneTimePasswordSeed {
            switch trial.verdict(of: field) {
            case .proven: Console.say("The code matches the seed of \(field.name).")
            case .wrong(let defect):
                throw CommandError(.badInput, "\(field.name): \(defect)", hint: SeedTrial.hint)
            case .untried(let why): found.append((field.name, why))
            case .unasked: if let why = try ask(field) { found.append((field.name, why)) }
            }
        }
        return found
    }

    /// Asks until a code matches, or until somebody says why the seed is dealt untried.
    private func ask(_ field: CredentialField) throws(CommandError) -> PublicText? {
        Console.say(
            "\nA seed that was read wrong gives wrong codes. Try \(field.name) now, against the service or its app.")
        return try Terminal.withKeys { () throws(CommandError) in
            var input = LineInput()
            while true {
                let typed = try answer(&input, "Code that it shows now (Enter alone: it cannot be tried): ")
                if typed.count > 0 {
                    guard let defect = SeedTrial.defect(of: typed, field) else {
                        Console.say("It matches.")
                        return nil
                    }
                    Console.say("Not accepted: \(defect).")
                    Console.say("To do: \(SeedTrial.hint).")
                    continue
                }
                let why = try answer(&input, "Why is it dealt untried? It goes on record (Enter alone goes back): ")
                guard why.count > 0, !CredentialInput.isBack(why) else { continue }
                do throws(Refusal) { return try SeedTrial.reason(why.publicText()) } catch { Console.say(error.words) }
            }
        }
    }

    private func answer(_ input: inout LineInput, _ prompt: String) throws(CommandError) -> SecretBytes {
        switch input.ask(prompt) {
        case .line(let line): return line
        case .end: throw CommandError(.interrupted, "the seed was not tried; nothing was created")
        }
    }
}
