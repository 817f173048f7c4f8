// SPDX-License-Identifier: Apache-2.0
//
// What the form of a value asks beyond its type: numbers end at 2^63 − 1, a mark is true or left out.

extension LedgerEvent {
    /// The first member that has not the form of its kind; nothing for an entry in its one form.
    var memberOutOfForm: String? {
        func isNumber(_ value: UInt64?) -> Bool { value ?? 0 <= UInt64(Int64.max) }
        return switch self {
        case .binderOpened(let event): event.format == 1 ? nil : "format"
        case .recordOpened(let event): event.format == 1 ? nil : "format"
        case .setCreated(let event): event.keepers.contains { $0.spare == false } ? "spare" : nil
        case .recoveryOpened(let event):
            event.practice == false ? "practice" : isNumber(event.windowSeconds) ? nil : "window_seconds"
        case .cosigned(let event):
            !isNumber(event.size) ? "size" : event.signatures.allSatisfy { isNumber($0.at) } ? nil : "at"
        case .rehearsed(let event): isNumber(event.seconds) ? nil : "seconds"
        case .recordMerged(let event): isNumber(event.entries) ? nil : "entries"
        default: nil
        }
    }
}
