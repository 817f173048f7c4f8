// SPDX-License-Identifier: Apache-2.0

package import Custody
package import ShareEnvelope

/// A seed of one-time passwords is tried against the service before it is dealt.
package struct SeedRule: Rule {
    /// What is not kept.
    package let breaches: [Breach]

    /// Holds a dealing against the rule where nobody tried a seed.
    ///
    /// - Parameter field: the field that holds the seed.
    package init(untried field: PublicText) {
        breaches = [
            Breach(
                expected: "a seed that gives the service's current code",
                found: "the seed of \(field) was not tried against the service's code",
                remedy: "--current-code \"\(field)=123456\" with what the service or its app shows")
        ]
    }
}
