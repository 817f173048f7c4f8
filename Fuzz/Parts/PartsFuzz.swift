// SPDX-License-Identifier: Apache-2.0
//
// Collects any parts from any sheets: this ends, and makes no manifest or ciphertext other than what its parts name.

import SecretMemory

@testable import ShareEnvelope

/// The input is a list of: kind and sheet 1, repeats 1, length 2, frame. Repeats change the frame's last byte.
func fuzz(_ input: [UInt8]) {
    var collector = PartCollector()
    var starts: Set<[UInt8]> = []
    var rest = input[...]
    while rest.count >= 4, starts.count < 64 {
        let head = Array(rest.prefix(4))
        let frame = Array(rest.dropFirst(4).prefix(Int(head[2]) << 8 | Int(head[3])))
        rest = rest.dropFirst(4 + frame.count)
        let kind: CodeKind = head[0] & 1 == 0 ? .manifest : .ciphertext
        for offset in 0...head[1] % 20 {
            var changed = frame
            if let last = changed.indices.last { changed[last] ^= offset }
            guard let part = try? Part(kind: kind, frame: changed.span) else { break }
            starts.insert(part.setStart)
            collector.add(part, from: Int(head[0] >> 1) % 8)
        }
    }
    let manifests = collector.manifests()
    for manifest in manifests {
        require(starts.contains(Array(manifest.identity.bytes[..<8])), "a manifest is what its parts name")
        guard let ciphertext = collector.ciphertext(of: manifest) else { continue }
        require((try? manifest.ciphertext(ciphertext.bytes)) == ciphertext, "a ciphertext is the one in the manifest")
    }
    require(Set(manifests).count == manifests.count, "no manifest is repeated")
    for thing in collector.incomplete() {
        require(
            !thing.missing.isEmpty && thing.missing.allSatisfy { (1...thing.count).contains($0) }, "gaps are reported")
    }
}
