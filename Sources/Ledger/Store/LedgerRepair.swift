// SPDX-License-Identifier: Apache-2.0

package import CustodyPolicy
import ShareEnvelope

/// A repair of what a crash left behind.
package enum LedgerRepair: Hashable, Sendable {
    /// The last entry was complete, but its checkpoint was not in place; now it is.
    case completed(index: UInt64)
    /// This many bytes after the last entry were moved into a file.
    case setAside(byteCount: Int, file: String)

    /// The entry about the repair; `nil` for a completed entry, of which nothing was changed.
    func entry(at time: LedgerTime) -> LedgerEntry? {
        guard case .setAside(let byteCount, let file) = self else { return nil }
        return LedgerEntry(
            time: time,
            event: .exception(
                CeremonyException(
                    about: nil, expected: .known("the last line is complete and has a signed checkpoint"),
                    happened: .known("\(byteCount) bytes after the last entry belong to no checkpoint"),
                    decided: .known("they were moved into the file \(file)"), by: .known("breakglass"),
                    override: false)))
    }
}

/// The bytes after the last valid line: moved into a file of their own, never deleted.
struct TornTail {
    /// The file's name, before its number.
    let name: String

    func move(_ tail: [UInt8], from file: String, in folder: DurableFolder) throws(BinderError) -> LedgerRepair {
        var number = 1
        while folder.has("\(name)-\(number)") { number += 1 }
        do throws(StoreFailure) {
            let length = try folder.byteCount(of: file)
            try folder.replace("\(name)-\(number)", with: tail)
            try folder.truncate(file, to: length - tail.count)
        } catch { throw .store(error) }
        return .setAside(byteCount: tail.count, file: "\(name)-\(number)")
    }
}
