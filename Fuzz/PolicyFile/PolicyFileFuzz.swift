// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a policy file: they are refused at a place in the file, or are a policy that lint can check.

import CustodyPolicy

func fuzz(_ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self), let policy = try? PolicyFile.parse(text) else { return }
    guard let day = CalendarDay(secondsSince1970: 1_800_000_000) else { return }
    _ = PolicyLint.findings(in: policy, today: day)
    require((try? PolicyFile.parse(text)) == policy, "a file parses the same way twice")
}
