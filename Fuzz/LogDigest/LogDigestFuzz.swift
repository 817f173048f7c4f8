// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as a digest file and as a list of public keys: nothing crashes, and a digest that is read is whole.

import CloudTrail
import LogDigests

func fuzz(_ input: [UInt8]) {
    var keys = KeySet()
    do throws(FormatFault) { try keys.add(input) } catch { require(!"\(error)".isEmpty, "a fault has words") }
    do throws(FormatFault) {
        let digest = try Digest(input)
        require(digest.start < digest.end, "a digest ends after it starts")
        require(Set(digest.logs.map(\.place)).count == digest.logs.count, "a digest names each file once")
        require(try! Digest(input) == digest, "a digest says the same each time")
    } catch { require(!"\(error)".isEmpty, "a fault has words") }
}
