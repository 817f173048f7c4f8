// SPDX-License-Identifier: Apache-2.0

import NetworkRanges
import Testing

@Suite("Ranges of addresses")
struct NetworkRangeTests {
    @Test(
        "Ranges are read in CIDR notation, and keep their text",
        arguments: [
            "192.0.2.0/24", "0.0.0.0/0", "198.51.100.7/32", "2001:db8::/32", "::/0", "::1/128", "10.128.0.0/9",
        ])
    func reading(_ text: String) throws {
        let range = try #require(NetworkRange(text))
        #expect(range.description == text)
        #expect(range.isExact)
        #expect(range.contains(range.address))
    }

    @Test(
        "What is no range is refused",
        arguments: [
            "", "192.0.2.0", "192.0.2.0/33", "192.0.2/24", "192.0.2.0/", "/24", "192.0.2.0/24/8", "192.0.2.0/-1",
            "192.0.2.0/+8", "192.0.2.0/ 8", "::/129", "example.com/24", "fe80::%eth0/64", "192.0.2.0\0/24",
        ])
    func refusal(_ text: String) {
        #expect(NetworkRange(text) == nil)
    }

    @Test("A range with bits set beyond its prefix is not exact", arguments: ["192.0.2.1/24", "10.64.0.0/9", "::1/32"])
    func exactness(_ text: String) throws {
        #expect(try !#require(NetworkRange(text)).isExact)
    }

    @Test("Ranges are compared by their bits, not by their text")
    func equality() throws {
        let ranges = Set(["2001:DB8::/32", "2001:db8:0::/32", "2001:db8::/33"].compactMap { NetworkRange($0) })
        #expect(ranges.count == 2)
    }

    @Test("Addresses are in a range by their bits, and never in one of another version of IP")
    func containing() throws {
        func contains(_ range: String, _ address: String) throws -> Bool {
            try #require(NetworkRange(range)).contains(#require(NetworkAddress(address)))
        }
        #expect(try contains("203.0.113.128/25", "203.0.113.200"))
        #expect(try !contains("203.0.113.128/25", "203.0.113.100"))
        #expect(try contains("203.0.113.99/24", "203.0.113.1"))
        #expect(try contains("2001:db8::/33", "2001:DB8:7fff::1"))
        #expect(try !contains("2001:db8::/33", "2001:db8:8000::1"))
        #expect(try contains("0.0.0.0/0", "1.2.3.4"))
        #expect(try !contains("::/0", "1.2.3.4"))
        #expect(try !contains("0.0.0.0/0", "::ffff:1.2.3.4"))
    }

    @Test("IPv4 that is written as IPv6 becomes IPv4 again, and all else stays")
    func mapping() throws {
        let address = try #require(NetworkAddress("::ffff:192.0.2.1"))
        #expect(address.bytes.count == 16)
        #expect(address.unmapped == NetworkAddress("192.0.2.1"))
        for text in ["192.0.2.1", "::192.0.2.1", "2001:db8::1"] {
            let address = try #require(NetworkAddress(text))
            #expect(address.unmapped == address)
        }
    }

    @Test("rubbish is no address", arguments: ["225.01.00.16", "AWS Internal", "", "1.2.3", "1.2.3.4\0", "::%eth0"])
    func rubbish(_ text: String) {
        #expect(NetworkAddress(text) == nil)
    }
}
