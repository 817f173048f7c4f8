// SPDX-License-Identifier: Apache-2.0
//
// Appends so many entries to a ledger, one by one, as a program of its own: LedgerProbe FOLDER KEY COUNT NAME

import Binder
import Foundation
import SecretMemory
import ShareEnvelope

let arguments = CommandLine.arguments
guard arguments.count == 5, let count = Int(arguments[3]), let data = FileManager.default.contents(atPath: arguments[2])
else { exit(64) }
let bytes = Array(data)
guard let key = BinderKey(file: SecretBytes(copying: bytes.span)) else { exit(65) }
do {
    let store = try LedgerStore(path: arguments[1], key: key)
    for number in 0..<count {
        let refused = Refused(act: .known("append"), account: nil, why: .known("\(arguments[4]) \(number)"))
        let entry = LedgerEntry(time: LedgerTime(Date()), event: .refused(refused))
        _ = try store.append(entry)
    }
} catch {
    print(error)
    exit(74)
}
