// SPDX-License-Identifier: Apache-2.0

import ShareEnvelope

/// What a crash left behind, and what was done about it.
public enum LedgerRepair: Hashable, Sendable {
    /// The last entry was whole, but its checkpoint was not in place; now it is.
    case completed(index: UInt64)
    /// So many bytes behind the last entry that stands were moved into a file.
    case setAside(byteCount: Int, file: String)

    /// What the log itself says about the repair; a completed entry is told, but nothing of it was changed.
    func entry(at time: LedgerTime) -> LedgerEntry? {
        guard case .setAside(let byteCount, let file) = self else { return nil }
        return LedgerEntry(
            time: time,
            event: .exception(
                CeremonyException(
                    about: nil, expected: .known("the last line is whole and its checkpoint stands"),
                    happened: .known("\(byteCount) bytes behind the last entry belong to no checkpoint"),
                    decided: .known("they were moved into the file \(file)"), by: .known("breakglass"),
                    override: false)))
    }
}

/// What lies behind the last line that stands: kept in a file of its own, never deleted.
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
