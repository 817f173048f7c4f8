// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The conditions of a statement, all of which must hold.
struct PolicyCondition: Hashable, Sendable {
    struct Test: Hashable, Sendable {
        /// In lower case, such as `arnnotlike`.
        let comparison: String
        /// In lower case, such as `aws:principalarn`.
        let key: String
        let values: [String]
    }

    let tests: [Test]

    /// No conditions for nil; nil for what cannot be read.
    init?(_ value: JSONValue?) {
        guard let value else {
            tests = []
            return
        }
        guard case .object(let comparisons) = value else { return nil }
        var tests: [Test] = []
        for comparison in comparisons {
            guard case .object(let keys) = comparison.value else { return nil }
            for key in keys {
                tests.append(
                    Test(
                        comparison: comparison.key.lowercased(), key: key.key.lowercased(),
                        values: PolicyDocument.texts(key.value)))
            }
        }
        self.tests = tests
    }

    /// Whether it holds for an identity, as far as its ARN and its account tell.
    func match(_ arn: String) -> Reach {
        tests.map { test -> Reach in
            switch test.key {
            case "aws:principalarn": Self.match(test, arn)
            case "aws:principalaccount": Self.match(test, ARN(arn)?.account ?? "")
            // Anyone who wants to get in uses TLS.
            case "aws:securetransport" where test.comparison.hasPrefix("bool"):
                test.values.contains { $0.lowercased() == "true" } ? .yes : .no
            default: .conditional
            }
        }.min() ?? .yes
    }

    private static func match(_ test: Test, _ name: String) -> Reach {
        switch test.comparison {
        case "arnequals", "arnlike", "stringlike": NameSet(test.values).match(name)
        case "arnnotequals", "arnnotlike", "stringnotlike": NameSet(test.values, isNegated: true).match(name)
        case "stringequals": test.values.contains(name) ? .yes : .no
        case "stringnotequals": test.values.contains(name) ? .no : .yes
        default: .conditional
        }
    }

    /// Whether it asks for one of these values of a key, with a comparison that cannot be met without the key.
    func requires(_ key: String, _ accepts: (String) -> Bool) -> Bool {
        tests.contains { test in
            test.key == key && !test.comparison.hasSuffix("ifexists") && !test.comparison.contains("not")
                && test.comparison != "null" && !test.comparison.hasPrefix("forallvalues")
                && !test.values.isEmpty && test.values.allSatisfy(accepts)
        }
    }

    /// Whether the caller needs a second factor.
    var requiresFactor: Bool {
        requires("aws:multifactorauthpresent") { $0.lowercased() == "true" }
            || tests.contains {
                $0.key == "aws:multifactorauthage" && $0.comparison.hasPrefix("numericlessthan")
                    && !$0.comparison.hasSuffix("ifexists")
            }
    }

    /// Whether only callers of some account or organization can meet it, or services that act for one.
    var limitsOrigin: Bool {
        [
            "aws:sourceaccount", "aws:sourcearn", "aws:sourceowner", "aws:sourceorgid", "aws:principalorgid",
            "aws:principalaccount", "aws:principalarn", "aws:principalorgpaths", "kms:calleraccount",
        ].contains { key in requires(key) { !$0.isEmpty && $0.first != "*" } }
    }
}
