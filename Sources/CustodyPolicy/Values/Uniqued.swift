// SPDX-License-Identifier: Apache-2.0

extension Sequence where Element: Hashable {
    /// Each element once, in order.
    package var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
