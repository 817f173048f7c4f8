// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a typed line, and writes any bytes as lines.

@testable import ShareEnvelope

func fuzz(_ input: [UInt8]) {
    if let line = try? CheckedLine(reading: String(decoding: input, as: UTF8.self)) {
        require(canonical(Array(line.text.utf8)) == canonical(input), "a line has exactly one text")
        require(line.mayBeLast || line.data.count == CheckedLine.byteCount, "only the last line is short")
    }
    for kind in [CodeKind.manifest, .ciphertext] where input.count <= 999 * CheckedLine.byteCount {
        let lines = CheckedLine.lines(of: input, kind: kind)
        for line in lines {
            let read = try? CheckedLine(reading: line.text)
            // In one of 2²⁰ lines both checks match, and the line may be either.
            require(read?.data == line.data && read?.number == line.number, "a printed line is read back")
            require(line.mayBeLast ? read?.mayBeLast == true : read?.mayBeMiddle == true, "as the line that it is")
        }
        require(lines.flatMap { $0.data } == input, "lines carry all bytes")
        require(input.isEmpty || lines.count { $0.mayBeLast } == 1, "there is one last line")
    }
}
