// SPDX-License-Identifier: Apache-2.0

import Glibc
import SecretMemory
import SystemPackage
import Testing

@testable import Isolation

@Suite("The main program protects its memory")
struct ProcessHardeningTests {
    @Test("no core file, not readable by others, and whatever was not granted is reported")
    func hardened() async throws {
        let status = try await Probe.answer(Probe.worker("harden"))
        #expect(status.contains("dumpable 0\n"))
        #expect(status.contains("Max core file size        0                    0"))
        let swap = SwapAreas.areInUse(listing: "/proc/swaps")
        let expected = swap.map { $0 ? ["swapIsOn"] : [] } ?? ["swapIsUnknown"]
        #expect(status.hasPrefix("shortcomings \(expected)\n"))
    }

    @Test("a list of swap areas with an area, without one, and none")
    func swap() throws {
        let heading = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
        #expect(try inUse(heading + "/dev/sda2                               partition\t999\t0\t-2\n") == true)
        #expect(try inUse(heading) == false)
        #expect(try inUse("") == false)
        #expect(SwapAreas.areInUse(listing: "/nowhere/swaps") == nil)
    }

    private func inUse(_ listing: String) throws -> Bool? {
        let path = "/tmp/breakglass-swaps-\(getpid())-\(listing.utf8.count)"
        defer { unlink(path) }
        let file = try FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
        try SecretOutput.write(Probe.bytes(listing), to: file.rawValue)
        try file.close()
        return SwapAreas.areInUse(listing: path)
    }
}
