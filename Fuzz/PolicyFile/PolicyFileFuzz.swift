// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a policy's file: refused with a place, or a policy that lint has something to say about.

import Binder

func fuzz(_ input: [UInt8]) {
    guard let text = String(validating: input, as: UTF8.self), let policy = try? PolicyFile.parse(text) else { return }
    guard let day = CalendarDay(secondsSince1970: 1_800_000_000) else { return }
    _ = PolicyLint.findings(in: policy, today: day)
    require((try? PolicyFile.parse(text)) == policy, "a file says the same twice")
}
