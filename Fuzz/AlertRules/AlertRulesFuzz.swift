// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as an event pattern, and as a file of rules: a template in JSON or YAML, a Terraform plan, or what the
// `aws` command lists. Nothing crashes, and each pattern that is read matches or does not, without end.

import Alerts
import CloudTrail

private let event = try! JSONText.parse(
    #"{"version":"0","source":"aws.signin","detail-type":"AWS Console Sign In via CloudTrail","account":"111122223333","#
        + #""region":"us-east-1","resources":[],"detail":{"eventName":"ConsoleLogin","eventSource":"#
        + #""signin.amazonaws.com","sourceIPAddress":"203.0.113.10","userIdentity":{"type":"Root","n":1.5}}}"#)

func fuzz(_ input: [UInt8]) {
    let text = String(decoding: input, as: UTF8.self)
    do throws(AlertsError) {
        let pattern = try EventPattern(text)
        require(pattern.matches(event) == pattern.matches(event), "a pattern says the same each time")
        _ = pattern.texts(at: ["source"], and: ["detail", "eventName"])
    } catch { require(!error.message.isEmpty, "an error has words") }
    do throws(AlertsError) {
        let document = RuleDocument(file: "f", text: text, regions: ["us-east-1", "eu-west-1"], account: "1")
        let rules = try RuleSet([document])
        for rule in rules.rules { require(rule.source.hasPrefix("f"), "a rule says where it is from") }
    } catch { require(error.place.hasPrefix("f"), "an error has its place") }
}
