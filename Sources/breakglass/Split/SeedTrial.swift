// SPDX-License-Identifier: Apache-2.0
//
// A seed that was read wrong gives wrong codes. Without this check, nobody finds out before the emergency.

import Ceremonies
import CustodyPolicy
import Foundation
import SecretMemory
import ShareEnvelope

/// Tries each one-time-password seed against the code that the service shows, before it is dealt.
struct SeedTrial {
    /// How far the code may be from this machine's time, in periods of the seed.
    private static let window = 1
    /// How far to search for the code when a clock may be wrong, in periods.
    private static let clockWindow = 20

    private let codes: [PublicText: String]
    private let untried: PublicText?

    /// Reads the codes on the command line, before anything is asked for.
    init(_ arguments: FieldArguments, _ sources: [FieldSource]) throws(CommandError) {
        let seeds = sources.filter { $0.kind == .oneTimePasswordSeed }.map(\.name)
        var codes: [PublicText: String] = [:]
        for text in arguments.currentCode {
            let parts = text.split(separator: "=", maxSplits: 1)
            let name: PublicText?
            if parts.count == 2 {
                name = seeds.first { $0.description == parts[0] }
            } else {
                name = seeds.count == 1 ? seeds[0] : nil
            }
            guard let name, let code = parts.last else {
                throw CommandError(
                    .usage, "--current-code \(text): no one-time-password seed of that name",
                    hint: seeds.isEmpty
                        ? "leave it out" : seeds.map { "--current-code \"\($0)=123456\"" }.joined(separator: ", "))
            }
            guard codes.updateValue(String(code), forKey: name) == nil else {
                throw CommandError(.usage, "--current-code: \(name) has two codes", hint: "give the newest one")
            }
        }
        untried = try arguments.untriedSeed.map { why throws(CommandError) in
            try PublicText(named: "--untried-seed", why, limit: 1000)
        }
        self.codes = codes
        if !Terminal.isInteractive, untried == nil, let name = seeds.first(where: { codes[$0] == nil }) {
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
            if let code = codes[field.name] {
                let bytes = Array(code.utf8)
                if let defect = Self.defect(of: SecretBytes(copying: bytes.span), field) {
                    throw CommandError(.badInput, "\(field.name): \(defect)", hint: Self.hint)
                }
                Console.say("The code matches the seed of \(field.name).")
                continue
            }
            let reason = if let untried { untried } else { try ask(field) }
            if let why = reason { found.append((field.name, why)) }
        }
        return found
    }

    private static let hint =
        "type the code right after it changes; if none matches, have the service show its enrollment again"

    /// Asks until a code matches, or until somebody says why the seed is dealt untried.
    private func ask(_ field: CredentialField) throws(CommandError) -> PublicText? {
        Console.say(
            "\nA seed that was read wrong gives wrong codes. Try \(field.name) now, against the service or its app.")
        return try Terminal.withKeys { () throws(CommandError) in
            var input = LineInput()
            while true {
                let typed = try answer(&input, "Code that it shows now (Enter alone: it cannot be tried): ")
                if typed.count > 0 {
                    guard let defect = Self.defect(of: typed, field) else {
                        Console.say("It matches.")
                        return nil
                    }
                    Console.say("Not accepted: \(defect).")
                    Console.say("To do: \(Self.hint).")
                    continue
                }
                let why = try answer(&input, "Why is it dealt untried? It goes on record (Enter alone goes back): ")
                let isCode = (0..<why.count).allSatisfy { (0x30...0x39).contains(why.span[$0]) }
                guard !isCode || why.count == 0 else {
                    Console.say("That is a code, not a reason. Press Enter alone to go back and enter the code.")
                    continue
                }
                if why.count > 0 { return try PublicText(named: "the reason", why.publicText(), limit: 1000) }
            }
        }
    }

    private func answer(_ input: inout LineInput, _ prompt: String) throws(CommandError) -> SecretBytes {
        switch input.ask(prompt) {
        case .line(let line): return line
        case .end: throw CommandError(.interrupted, "the seed was not tried; nothing was created")
        }
    }

    /// Why a code does not prove that the seed is right, in words; `nil` if it does.
    private static func defect(of code: borrowing SecretBytes, _ field: CredentialField) -> String? {
        let now = Int(Date().timeIntervalSince1970)
        if OneTimePassword.distance(of: code, from: field, at: now, within: window) != nil { return nil }
        guard let parameters = OneTimePassword.parameters(of: field) else {
            return "the seed cannot be used"
        }
        let digits = code.span.indices.count { (0x30...0x39).contains(code.span[$0]) }
        guard digits == parameters.digits else {
            return "the code has \(digits) digits, but the enrollment gives codes of \(parameters.digits)"
        }
        if let distance = OneTimePassword.distance(of: code, from: field, at: now, within: clockWindow) {
            let seconds = abs(distance) * parameters.period
            return "the code belongs to a time about \(seconds) seconds \(distance < 0 ? "ago" : "ahead"): "
                + "this machine's clock is wrong, or the code is old; the clock shows \(LedgerTime.now)"
        }
        return "the seed gives a different code now; this machine's clock shows \(LedgerTime.now)"
    }
}
