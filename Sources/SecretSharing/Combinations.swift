// SPDX-License-Identifier: Apache-2.0

/// A choice of `size` numbers from 0..<total. Steps through all choices in lexicographic order.
struct Combinations: Sendable {
    private(set) var indices: [Int]
    private let total: Int

    init(of size: Int, among total: Int) {
        indices = Array(0..<size)
        self.total = total
    }

    /// Advances to the next choice; after the last one, starts over and returns false.
    mutating func advance() -> Bool {
        let size = indices.count
        guard let place = indices.indices.last(where: { indices[$0] < total - size + $0 }) else {
            indices = Array(0..<size)
            return false
        }
        let first = indices[place] + 1
        for later in place..<size { indices[later] = first + later - place }
        return true
    }

    /// Returns the binomial coefficient, or `Int.max` when it is larger.
    static func count(of size: Int, among total: Int) -> Int {
        // Each pass turns a row of Pascal's triangle into the next one.
        var row = [1] + [Int](repeating: 0, count: size)
        for _ in 0..<total {
            for place in stride(from: size, to: 0, by: -1) { row[place] = saturatingSum(row[place], row[place - 1]) }
        }
        return row[size]
    }

    static func saturatingSum(_ left: Int, _ right: Int) -> Int {
        let (sum, tooMany) = left.addingReportingOverflow(right)
        return tooMany ? .max : sum
    }
}
