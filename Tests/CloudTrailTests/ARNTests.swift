// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("Amazon Resource Names")
struct ARNTests {
    @Test("a name is read by its parts, of which the last may hold colons, and region and account may be empty")
    func parts() throws {
        let secret = try #require(ARN("arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:a/b-AbCdEf"))
        #expect(secret.text == "arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:a/b-AbCdEf")
        #expect([secret.partition, secret.service, secret.region] == ["aws-cn", "secretsmanager", "cn-north-1"])
        #expect([secret.account, secret.resource] == ["111122223333", "secret:a/b-AbCdEf"])
        let bucket = try #require(ARN("arn:aws:s3:::logs"))
        #expect([bucket.region, bucket.account, bucket.resource] == ["", "", "logs"])
    }

    @Test(
        "any other text is no name",
        arguments: ["", "arn", "arn:aws:s3::logs", "arn::s3:::logs", "arn:aws::::logs", "ARN:aws:s3:::logs"])
    func otherText(_ text: String) {
        #expect(ARN(text) == nil)
    }

    @Test("ARNs of root, users, roles, sessions and federated users are told apart; other text is none")
    func identities() {
        #expect(DeclaredIdentity("arn:aws:iam::111122223333:root") == .root(account: "111122223333"))
        #expect(
            DeclaredIdentity("arn:aws:iam::111122223333:role/a/b/R")
                == .role(account: "111122223333", name: "R", arn: "arn:aws:iam::111122223333:role/a/b/R"))
        #expect(DeclaredIdentity("arn:aws-cn:sts::111122223333:federated-user/x") != nil)
        for text in ["", "root", "arn:aws:iam::111122223333:policy/x", "arn:aws:s3:::bucket", "arn:aws:iam:::root"] {
            #expect(DeclaredIdentity(text) == nil, "\(text)")
        }
    }
}
