// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@testable import Posture

@Suite("Who can do what")
struct AccessTests {
    private func document(_ text: String) throws -> PolicyDocument {
        try #require(PolicyDocument(JSONValue.string(text)))
    }

    @Test("Stars and question marks fit as in IAM")
    func patterns() {
        func fits(_ pattern: String, _ name: String) -> Reach { IAMWildcard(pattern, ignoringCase: false).match(name) }
        #expect(fits("a*c", "abbbc") == .yes)
        #expect(fits("a*c", "abbb") == .no)
        #expect(fits("a?c", "abc") == .yes)
        #expect(fits("a?c", "ac") == .no)
        #expect(fits("*", "") == .yes)
        #expect(fits("", "") == .yes)
        #expect(fits("", "a") == .no)
        #expect(fits("*ab*ab", "abab") == .yes)
        #expect(fits("*ab*ab", "aab") == .no)
        #expect(fits("a${*}c", "a*c") == .yes)
        #expect(fits("a${*}c", "abc") == .no)
        #expect(fits("user/${aws:username}", "user/ada") == .conditional)
        #expect(fits("A", "a") == .no)
        #expect(IAMWildcard("IAM:Get*", ignoringCase: true).match("iam:getUser") == .yes)
    }

    @Test("A pattern of many stars is matched in a time that does not explode")
    func hostilePattern() {
        let pattern = IAMWildcard(String(repeating: "a*", count: 2_000) + "b", ignoringCase: false)
        #expect(pattern.match(String(repeating: "a", count: 4_000)) == .no)
    }

    @Test("A policy with a statement that cannot be read is none")
    func unreadable() {
        #expect(PolicyDocument(.string("{}")) == nil)
        #expect(PolicyDocument(.string("[")) == nil)
        #expect(PolicyDocument(.string(#"{"Statement":{"Effect":"allow","Action":"*"}}"#)) == nil)
        #expect(PolicyDocument(.string(#"{"Statement":{"Effect":"Allow"}}"#)) == nil)
        #expect(PolicyDocument(.string(#"{"Statement":[{"Effect":"Allow","Action":"*","Action":"x"}]}"#)) == nil)
        #expect(PolicyDocument(.string(#""x""#)) == nil)
    }

    @Test("A condition on the caller's ARN is settled; any other one is not")
    func conditions() throws {
        let statement = #"{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":"#
        let arn = "arn:aws:iam::111122223333:role/a"
        func denial(_ condition: String) throws -> Reach {
            try document(statement + condition + "}}").reach("s3:GetObject", on: "x", by: arn, denying: true)
        }
        #expect(try denial(#"{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/a"}}"#) == .no)
        #expect(try denial(#"{"ArnNotLike":{"aws:principalarn":["arn:aws:iam::*:role/b*"]}}"#) == .yes)
        #expect(try denial(#"{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}"#) == .yes)
        #expect(try denial(#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#) == .conditional)
        #expect(
            try denial(
                #"{"IpAddress":{"aws:SourceIp":"::/0"},"StringEquals":{"aws:PrincipalArn":"x"}}"#) == .no)
    }

    @Test("A denial under a condition leaves an allowance in doubt, and one without takes it away")
    func denials() {
        #expect(Reach.yes.denied(.conditional) == .conditional)
        #expect(Reach.yes.denied(.yes) == .no)
        #expect(Reach.conditional.denied(.no) == .conditional)
        #expect(Reach.no.denied(.conditional) == .no)
    }

    @Test("A factor counts only with a comparison that fails without one")
    func factor() throws {
        func requires(_ condition: String) throws -> Bool {
            let value = try JSONValue(document: Array(condition.utf8), limit: 1 << 10)
            return try #require(PolicyCondition(value)).requiresFactor
        }
        #expect(try requires(#"{"Bool":{"aws:MultiFactorAuthPresent":true}}"#))
        #expect(try requires(#"{"NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}}"#))
        #expect(try !requires(#"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}"#))
        #expect(try !requires(#"{"Bool":{"aws:MultiFactorAuthPresent":["true","false"]}}"#))
        #expect(try !requires(#"{"Null":{"aws:MultiFactorAuthPresent":"true"}}"#))
    }
}
