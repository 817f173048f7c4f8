// SPDX-License-Identifier: Apache-2.0
//
// Splits and combines marked secrets for scripts/check-constant-time, which runs this under valgrind.
// Usage: ConstantTimeProbe plain|ssse3|avx2|branch|address. The last two betray a secret on purpose.

import CMemcheck
import Glibc
import SecretMemory
import SecretSharing

func mark(_ secret: borrowing SecretBytes) {
    secret.span.withUnsafeBufferPointer { memcheck_mark_secret($0.baseAddress, $0.count) }
}

func markedSecret(_ count: Int) -> SecretBytes {
    let secret = SecretBytes(randomCount: count)
    mark(secret)
    return secret
}

/// Compares in constant time and lets only the answer become public.
func areEqual(_ left: borrowing SecretBytes, _ right: borrowing SecretBytes) -> Bool {
    var answer = left.isEqual(to: right)
    withUnsafeBytes(of: &answer) { memcheck_mark_public($0.baseAddress, $0.count) }
    return answer
}

func shareAmongEquals(kernel: FieldKernel, length: Int) throws {
    let secret = markedSecret(length)
    let coefficients = markedSecret(2 * length)
    let shares = try SecretSharing.split(
        secret.span, threshold: Threshold(3, of: 7), coefficients: coefficients.span, kernel: kernel)
    let last = shares.slice(4 * length..<7 * length)
    let combined = try SecretSharing.combine(
        coordinates: [ShareCoordinate(5), ShareCoordinate(6), ShareCoordinate(7)], values: last.span, needed: 3,
        kernel: kernel)
    precondition(areEqual(secret, combined), "shares give the secret back")
}

func shareUnderRule(kernel: FieldKernel, length: Int) throws {
    let rule = try QuorumRule(groupsNeeded: 2, groups: [Threshold(2, of: 3), Threshold(1, of: 2)])
    let secret = markedSecret(length)
    let coefficients = markedSecret(QuorumSharing.coefficientByteCount(rule: rule, secretByteCount: length))
    let shares = try QuorumSharing.split(secret.span, rule: rule, coefficients: coefficients.span, kernel: kernel)
    let combined = try QuorumSharing.combine(rule.shareNumbers, values: shares.span, rule: rule, kernel: kernel)
    precondition(areEqual(secret, combined), "a quorum gives the secret back")
}

func drawFromMarkedKey() {
    let key = markedSecret(KeyStream.keyByteCount)
    precondition(areEqual(KeyStream.bytes(100, key: key), KeyStream.bytes(100, key: key)))
}

func fail(_ message: String, code: Int32) -> Never {
    let line = Array("ConstantTimeProbe: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(code)
}

guard memcheck_is_watching() else {
    fail("error: valgrind does not watch, or its header was absent when this was built", code: 2)
}

switch CommandLine.arguments.dropFirst().first {
case "branch":
    let secret = markedSecret(1)
    print(secret.span[0] < 128 ? "a secret decided this" : "a secret decided that")
case "address":
    let secret = markedSecret(1)
    let table = (0..<256).map { UInt8(truncatingIfNeeded: $0 * 7) }
    let found = table.withUnsafeBufferPointer { $0[Int(secret.span[0])] }
    // Only the address betrays the secret here, so what was found becomes public.
    var copy = found
    withUnsafeBytes(of: &copy) { memcheck_mark_public($0.baseAddress, $0.count) }
    print(copy)
case let name?:
    guard let kernel = FieldKernel.allCases.first(where: { "\($0)" == name }), kernel.isAvailable else {
        fail("error: no such kernel here: \(name)", code: 2)
    }
    for length in [1, 15, 32, 100, 300, 5_000] {
        try shareAmongEquals(kernel: kernel, length: length)
        try shareUnderRule(kernel: kernel, length: length)
    }
    drawFromMarkedKey()
case nil:
    fail("usage: ConstantTimeProbe plain|ssse3|avx2|branch|address", code: 64)
}
