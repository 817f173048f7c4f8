// SPDX-License-Identifier: Apache-2.0

import SecretSharing
import Testing

/// Vectors in one arena, each at its own alignment, with guard bytes between them that must never change.
private struct GuardedVectors {
    static let guardLength = 67
    static let guardByte: UInt8 = 0xA5
    let count: Int
    let length: Int
    private(set) var arena: [UInt8]

    init(_ vectors: [[UInt8]], length: Int) {
        count = vectors.count
        self.length = length
        arena = [UInt8](repeating: Self.guardByte, count: Self.guardLength)
        for vector in vectors { arena += vector + [UInt8](repeating: Self.guardByte, count: Self.guardLength) }
    }

    func start(_ index: Int) -> Int { Self.guardLength + index * (length + Self.guardLength) }

    func vector(_ index: Int) -> [UInt8] { Array(arena[start(index)..<start(index) + length]) }

    var guardsHold: Bool {
        (0...count).allSatisfy { index in
            let end = start(index)
            return arena[end - Self.guardLength..<end].allSatisfy { $0 == Self.guardByte }
        }
    }

    mutating func withPointers(_ body: ([UnsafeMutablePointer<UInt8>?]) -> Void) {
        let starts = (0..<count).map(start)
        arena.withUnsafeMutableBufferPointer { arena in body(starts.map { arena.baseAddress! + $0 }) }
    }
}

/// Runs a transform on guarded copies, checks all guards, and gives the outputs.
private func transform(_ kernel: FieldKernel, matrix: [UInt8], rows: Int, inputs: [[UInt8]], length: Int) -> [[UInt8]] {
    var from = GuardedVectors(inputs, length: length)
    // What lies in the outputs before must not matter.
    var to = GuardedVectors([[UInt8]](repeating: [UInt8](repeating: 0x3C, count: length), count: rows), length: length)
    from.withPointers { inputs in
        to.withPointers { outputs in
            kernel.transform(
                matrix: matrix, inputs: inputs.map { UnsafePointer($0) }, outputs: outputs, length: length)
        }
    }
    #expect(to.guardsHold && from.guardsHold, "\(kernel) wrote outside, \(rows) rows, \(length) bytes")
    return (0..<rows).map(to.vector)
}

private func slowTransform(matrix: [UInt8], rows: Int, inputs: [[UInt8]], length: Int) -> [[UInt8]] {
    (0..<rows).map { row in
        (0..<length).map { place in
            inputs.indices.reduce(0) {
                $0 ^ SlowField.multiply(matrix[row * inputs.count + $1], inputs[$1][place])
            }
        }
    }
}

@Suite("A kernel that this processor can run")
struct FieldKernelTests {
    static let kernels = FieldKernel.allCases.filter(\.isAvailable)

    @Test("is at least the plain one, and the best is the last of them")
    func best() {
        #expect(Self.kernels.first == .plain)
        #expect(FieldKernel.best == Self.kernels.last)
    }

    @Test("gives all 65,536 products", arguments: kernels)
    func products(_ kernel: FieldKernel) {
        let all = [UInt8](0...255)
        let outputs = transform(kernel, matrix: all, rows: 256, inputs: [all], length: 256)
        for factor in all {
            #expect(outputs[Int(factor)] == all.map { SlowField.multiply(factor, $0) }, "\(kernel), × \(factor)")
        }
    }

    @Test("agrees with the slow field on every length from 0 to 300, and writes nothing outside", arguments: kernels)
    func lengths(_ kernel: FieldKernel) {
        var numbers = RepeatableNumbers(seed: 1)
        for length in 0...300 {
            let rows = length % 9 + 1
            let columns = length % 5 + 1
            let matrix = numbers.bytes(rows * columns)
            let inputs = (0..<columns).map { _ in numbers.bytes(length) }
            #expect(
                transform(kernel, matrix: matrix, rows: rows, inputs: inputs, length: length)
                    == slowTransform(matrix: matrix, rows: rows, inputs: inputs, length: length),
                "\(kernel), \(rows) × \(columns), \(length) bytes")
        }
    }

    @Test("agrees with the slow field on matrices of every shape around a tile", arguments: kernels)
    func shapes(_ kernel: FieldKernel) {
        var numbers = RepeatableNumbers(seed: 2)
        for rows in [0, 1, 2, 5, 6, 7, 13, 255] {
            for columns in [0, 1, 2, 16, 17, 33, 255] {
                let length = rows + columns > 60 ? 9 : 131
                let matrix = numbers.bytes(rows * columns)
                let inputs = (0..<columns).map { _ in numbers.bytes(length) }
                #expect(
                    transform(kernel, matrix: matrix, rows: rows, inputs: inputs, length: length)
                        == slowTransform(matrix: matrix, rows: rows, inputs: inputs, length: length),
                    "\(kernel), \(rows) × \(columns)")
            }
        }
    }

    @Test("agrees with the plain kernel on vectors beyond blocks and caches", arguments: kernels)
    func longVectors(_ kernel: FieldKernel) {
        var numbers = RepeatableNumbers(seed: 3)
        // 4,096 is a block; 5 × 1,700,003 bytes are written past the caches; 7 rows make two tiles.
        // Two rows of 4,194,304 + 61 bytes lie 128 bytes further than a multiple of a line, so they stream as well.
        for (rows, columns, length) in [(7, 2, 4095), (7, 17, 8193), (5, 3, 1_700_003), (2, 2, 4_194_365)] {
            let matrix = numbers.bytes(rows * columns)
            let pattern = numbers.bytes(4099)
            let inputs = (0..<columns).map { column in
                let turn = Array(pattern[(column * 97)...] + pattern[..<(column * 97)])
                return Array((0...length / turn.count).map { _ in turn }.joined().prefix(length))
            }
            #expect(
                transform(kernel, matrix: matrix, rows: rows, inputs: inputs, length: length)
                    == transform(.plain, matrix: matrix, rows: rows, inputs: inputs, length: length),
                "\(kernel), \(rows) × \(columns), \(length) bytes")
        }
    }
}
