// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One-time codes as oathtool gives them.
///
/// A test that compares a code with the clock must hold however slow the machine is: it takes a period so long that one
/// more or less is room enough, or every code between two moments.
struct OneTimeCode {
    /// Seconds. The longest period has 255.
    static let longPeriod = 240

    let secret: String
    var digits = 6
    var period = longPeriod

    /// The enrolment of this seed.
    var enrolment: String { "otpauth://totp/Demo:ana?secret=\(secret)&digits=\(digits)&period=\(period)" }

    /// The code at a moment, without a wait for other programs.
    func code(at time: Date = Date()) async throws -> String {
        let seconds = Int(time.timeIntervalSince1970)
        let ended = try await Program.ungated(
            "oathtool", ["--totp", "-d", "\(digits)", "-s", "\(period)s", "-N", "@\(seconds)", "-b", secret])
        return ended.text.trimmingCharacters(in: .newlines)
    }

    /// Every code that was right at some moment since `start`.
    func codes(since start: Date) async throws -> [String] {
        let end = Date()
        var codes: [String] = []
        var time = start
        while time < end.addingTimeInterval(Double(period)) {
            codes.append(try await code(at: min(time, end)))
            time += Double(period)
        }
        return codes
    }
}
