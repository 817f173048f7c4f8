// SPDX-License-Identifier: Apache-2.0
//
// Sharing on two levels: the secret is shared among groups, and each group's value among its members.

public import SecretMemory

/// Shares a secret under a quorum rule, and combines it again.
public enum QuorumSharing {
    /// Returns how many bytes of coefficients a split needs.
    ///
    /// - Returns: ((groups needed − 1) + Σ (members needed − 1)) × `secretByteCount`.
    public static func coefficientByteCount(rule: QuorumRule, secretByteCount: Int) -> Int {
        let polynomials = [rule.groupThreshold] + rule.groups
        return polynomials.reduce(0) { $0 + $1.needed - 1 } * secretByteCount
    }

    /// Splits a secret into one value for each member of each group.
    ///
    /// The value of group g is the outer polynomial at x = g. The value of member m is the group's polynomial at x = m.
    /// Coefficients must be fresh and uniform, `secret.count` bytes each, in this order: the outer
    /// c1…c(groups needed − 1), then c1…c(members needed − 1) for each group. A coefficient may be zero.
    ///
    /// - Returns: `rule.shareCount` × `secret.count` bytes, in the order of `rule.shareNumbers`.
    /// - Throws: `SharingError.wrongCoefficientCount`.
    public static func split(
        _ secret: borrowing Span<UInt8>, rule: QuorumRule, coefficients: borrowing Span<UInt8>
    ) throws(SharingError) -> SecretBytes {
        try split(secret, rule: rule, coefficients: coefficients, kernel: .best)
    }

    /// Combines the values of a quorum into the secret.
    ///
    /// When there are more shares than needed, those with the lowest numbers are used, so that order and surplus do not
    /// change the result. This function cannot detect false values: false values give a false secret.
    ///
    /// - Parameters:
    ///   - numbers: the share that each value belongs to, in any order.
    ///   - values: the values in the same order, concatenated, of equal length.
    /// - Throws: `SharingError.unknownShare`, `.repeatedShare`, `.unequalLengths`, or `.quorumNotMet` with what is
    ///   missing.
    public static func combine(
        _ numbers: [ShareNumber], values: borrowing Span<UInt8>, rule: QuorumRule
    ) throws(SharingError) -> SecretBytes {
        try combine(numbers, values: values, rule: rule, kernel: .best)
    }

    /// `split` on a chosen kernel.
    package static func split(
        _ secret: borrowing Span<UInt8>, rule: QuorumRule, coefficients: borrowing Span<UInt8>, kernel: FieldKernel
    ) throws(SharingError) -> SecretBytes {
        let length = secret.count
        let needed = coefficientByteCount(rule: rule, secretByteCount: length)
        guard coefficients.count == needed else {
            throw .wrongCoefficientCount(needed: needed, found: coefficients.count)
        }
        var used = (rule.groupThreshold.needed - 1) * length
        let groupValues = try SecretSharing.split(
            secret, threshold: rule.groupThreshold, coefficients: coefficients.extracting(0..<used), kernel: kernel)
        var shares = SecretBytes(zeroCount: rule.shareCount * length)
        var filled = 0
        for (index, group) in rule.groups.enumerated() {
            let value = groupValues.span.extracting(index * length..<(index + 1) * length)
            let own = coefficients.extracting(used..<used + (group.needed - 1) * length)
            let end = filled + group.total * length
            var room = shares.mutableSpan
            var part = room._mutatingExtracting(filled..<end)
            try SecretSharing.split(value, threshold: group, coefficients: own, into: &part, kernel: kernel)
            used += own.count
            filled = end
        }
        Sodium.clearStack()
        return shares
    }

    /// `combine` on a chosen kernel.
    package static func combine(
        _ numbers: [ShareNumber], values: borrowing Span<UInt8>, rule: QuorumRule, kernel: FieldKernel
    ) throws(SharingError) -> SecretBytes {
        var places: [ShareNumber: Int] = [:]
        for (place, number) in numbers.enumerated() {
            guard rule.contains(number) else { throw .unknownShare(number) }
            guard places.updateValue(place, forKey: number) == nil else { throw .repeatedShare(number) }
        }
        let standing = rule.standing(of: numbers)
        guard standing.isMet else { throw .quorumNotMet(standing) }
        let length = values.count / numbers.count
        guard length * numbers.count == values.count else {
            throw .unequalLengths(expected: length * numbers.count, found: values.count)
        }

        var groupCoordinates: [ShareCoordinate] = []
        var groupValues = SecretBytes(zeroCount: rule.groupThreshold.needed * length)
        for group in standing.groups.filter({ $0.isMet }).prefix(rule.groupThreshold.needed) {
            var memberCoordinates: [ShareCoordinate] = []
            var memberValues = SecretBytes(zeroCount: group.needed * length)
            for number in numbers.filter({ $0.group == group.group }).sorted().prefix(group.needed) {
                guard let place = places[number] else { preconditionFailure("every number has a place") }
                memberValues.write(
                    values.extracting(place * length..<(place + 1) * length), at: memberCoordinates.count * length)
                memberCoordinates.append(ShareCoordinate(number.member))
            }
            let value = try SecretSharing.combine(
                coordinates: memberCoordinates, values: memberValues.span, needed: group.needed, kernel: kernel)
            groupValues.write(value.span, at: groupCoordinates.count * length)
            groupCoordinates.append(ShareCoordinate(group.group))
        }
        return try SecretSharing.combine(
            coordinates: groupCoordinates, values: groupValues.span, needed: groupCoordinates.count, kernel: kernel)
    }
}
