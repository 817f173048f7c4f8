// SPDX-License-Identifier: Apache-2.0

import Testing

/// Pages that are made to cost a reader as much as possible, as JPEG files of A4 at 300 dpi.
enum HostilePage: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case finderPatterns = "a page full of finder patterns"
    case nestedFinderPatterns = "finder patterns of every size"
    case tinyCodes = "a thousand tiny codes"
    case noise = "black and white noise"

    var testDescription: String { rawValue }

    static let (width, height) = (2480, 3508)

    /// The page as a file; each is drawn once.
    var file: [UInt8] { get async throws { try await Self.files.file(of: self) } }

    private static let files = Files()

    private actor Files {
        private var made: [HostilePage: Task<[UInt8], any Error>] = [:]

        func file(of page: HostilePage) async throws -> [UInt8] {
            let task = made[page] ?? Task { try await page.draw() }
            made[page] = task
            return try await task.value
        }
    }

    private func draw() async throws -> [UInt8] {
        var canvas = [UInt8](repeating: 255, count: Self.width * Self.height)
        func fill(_ left: Int, _ top: Int, _ side: Int, _ level: UInt8) {
            for y in top..<min(top + side, Self.height) {
                for x in left..<min(left + side, Self.width) { canvas[y * Self.width + x] = level }
            }
        }
        func finder(_ left: Int, _ top: Int, module: Int) {
            fill(left, top, 7 * module, 0)
            fill(left + module, top + module, 5 * module, 255)
            fill(left + 2 * module, top + 2 * module, 3 * module, 0)
        }
        switch self {
        case .finderPatterns:
            for top in stride(from: 0, to: Self.height - 24, by: 24) {
                for left in stride(from: 0, to: Self.width - 24, by: 24) { finder(left, top, module: 3) }
            }
        case .nestedFinderPatterns:
            for module in [12, 8, 5, 4, 3, 2] {
                for top in stride(from: module, to: Self.height - 7 * module, by: 31 * module) {
                    for left in stride(from: module, to: Self.width - 7 * module, by: 9 * module) {
                        finder(left, top, module: module)
                    }
                }
            }
        case .tinyCodes:
            var codes: [[Substring]] = []
            for number in 0..<80 {
                let drawn = try await Page.run("qrencode", ["-t", "ASCII", "-m", "0", "-o", "-", "junk \(number)"])
                codes.append(String(decoding: drawn, as: UTF8.self).split(separator: "\n"))
            }
            var number = 0
            for top in stride(from: 20, to: Self.height - 70, by: 80) {
                for left in stride(from: 20, to: Self.width - 70, by: 80) {
                    for (row, line) in codes[number % codes.count].enumerated() {
                        // Two characters are one module.
                        for (column, character) in line.utf8.enumerated() where column % 2 == 0 && character == 0x23 {
                            fill(left + column / 2 * 3, top + row * 3, 3, 0)
                        }
                    }
                    number += 1
                }
            }
        case .noise:
            var numbers = SeededNumbers(state: 5)
            for index in canvas.indices { canvas[index] = numbers.next() & 1 == 0 ? 0 : 255 }
        }
        let path = Page.scratch("\(self).pgm")
        try write(Array("P5 \(Self.width) \(Self.height) 255\n".utf8) + canvas, to: path)
        return try await Page.run("convert", [path, "-quality", "90", "jpeg:-"])
    }
}
