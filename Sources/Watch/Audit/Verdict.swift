// SPDX-License-Identifier: Apache-2.0

/// Whether the emergency account is a break-glass account or a backdoor.
package enum Verdict: String, Sendable {
    /// Each use was opened, stayed in its bounds and left nothing.
    case breakGlass = "break-glass"
    /// Something shows that it was not so.
    case backdoor
    /// Nothing shows that it was not so, and something that would show that it was is missing.
    case cannotBeShown = "cannot be shown"

    init(_ findings: [Finding], isUsed: Bool, hasLedger: Bool) {
        if findings.contains(where: { $0.weight == .backdoor }) {
            self = .backdoor
        } else if findings.contains(where: { $0.weight == .missing }) || isUsed && !hasLedger {
            self = .cannotBeShown
        } else {
            self = .breakGlass
        }
    }
}
