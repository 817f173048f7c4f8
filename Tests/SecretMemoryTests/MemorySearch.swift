// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Looks for bytes in all memory of this process, through the kernel's own view of it.
enum MemorySearch {
    /// How often the bytes lie in memory, other than in `needle` itself. A first byte that is rare makes it fast.
    static func hits(of needle: UnsafeRawBufferPointer) -> Int {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { chunk.deallocate() }
        let memory = open("/proc/self/mem", O_RDONLY)
        defer { close(memory) }
        precondition(memory >= 0, "the kernel shows a process its own memory")
        let own = UInt(bitPattern: needle.baseAddress)..<UInt(bitPattern: needle.baseAddress) + UInt(needle.count)
        let buffer = UInt(bitPattern: chunk.baseAddress)..<UInt(bitPattern: chunk.baseAddress) + UInt(chunk.count)
        var hits = 0
        for region in writableRegions() {
            var address = region.lowerBound
            while address < region.upperBound {
                let wanted = min(chunk.count, Int(region.upperBound - address))
                let count = pread(memory, chunk.baseAddress, wanted, Int(address))
                guard count > 0 else { break }
                var from = 0
                let last = count - needle.count
                while from <= last, let hit = memchr(chunk.baseAddress! + from, Int32(needle[0]), last - from + 1) {
                    let place = UnsafeRawPointer(hit) - UnsafeRawPointer(chunk.baseAddress!)
                    from = place + 1
                    guard memcmp(hit, needle.baseAddress!, needle.count) == 0 else { continue }
                    let found = address + UInt(place)
                    if !own.contains(found), !buffer.contains(found) { hits += 1 }
                }
                // Overlap, so that nothing is missed between two chunks.
                address += count == chunk.count ? UInt(count - needle.count + 1) : UInt(count)
            }
        }
        memset(chunk.baseAddress!, 0, chunk.count)
        return hits
    }

    private static func writableRegions() -> [Range<UInt>] {
        guard let maps = fopen("/proc/self/maps", "r") else { return [] }
        defer { fclose(maps) }
        var regions: [Range<UInt>] = []
        var line: UnsafeMutablePointer<CChar>?
        var room = 0
        while getline(&line, &room, maps) > 0, let text = line.map({ String(cString: $0) }) {
            let parts = text.split(separator: " ")
            let ends = parts[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            if parts[1].hasPrefix("rw"), ends.count == 2 { regions.append(ends[0]..<ends[1]) }
        }
        free(line)
        return regions
    }
}
