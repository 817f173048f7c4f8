// SPDX-License-Identifier: Apache-2.0

import CCatalogue
import Foundation
import Watch

/// The catalogue of the program, and small ones.
enum TestRules {
    static func all() throws -> Catalogue {
        try Catalogue(json: Array(UnsafeBufferPointer(start: cwatch_catalogue(), count: cwatch_catalogue_size())))
    }

    /// A catalogue of one rule for `test:Call` with this direction, written as in the catalogue.
    static func one(direction: String, severity: String = "high", service: String = "test") throws -> Catalogue {
        let rule = """
            {"id":"\(service):Call","service":"\(service)","stem":"Call","category":"P","direction":\(direction),\
            "severity":"\(severity)","why":"It's a call."}
            """
        let json = #"{"version":1,"categories":{"P":"privileges"},"rules":[\#(rule)]}"#
        return try Catalogue(json: Array(json.utf8))
    }

    static let emergency = [
        Expectation(
            account: "AWS root", accounts: ["111122223333"],
            identities: [
                "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/ops/emergency",
                "arn:aws:iam::111122223333:role/security/BreakGlass",
            ])
    ]
}
