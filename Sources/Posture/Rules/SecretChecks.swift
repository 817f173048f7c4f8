// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Inspection {
    /// P-56 to P-60.
    mutating func checkSecrets() {
        for secret in path.secrets { check(secret: secret) }
        for parameter in path.parameters { check(parameter: parameter) }
        for key in path.keys where scope.secrets.contains(key.text) {
            guard let policy = policy(of: key, asking: "who can use it") else { continue }
            findHolders(.secretReaders, key.text, [("kms:Decrypt", key.text)], policy: policy, isKey: true)
        }
    }

    private mutating func check(secret: ARN) {
        let place = secret.text
        let named = ["--secret-id", place, "--region", secret.region]
        switch known(.secret(secret), place, "whether it is there", absent: ["ResourceNotFoundException"]) {
        case nil: break
        case .absent:
            find(
                .secretThere, place, "there is no such secret",
                fix: ["secretsmanager", "create-secret", "--name", secret.name, "--region", secret.region])
            return
        case .value(let value):
            if let date = value.text(at: "DeletedDate") {
                find(
                    .secretThere, place, "its deletion was asked for on \(date)",
                    fix: ["secretsmanager", "restore-secret"] + named)
            }
            if value["RotationEnabled"]?.truth == true {
                find(
                    .secretRotation, place, "it is rotated automatically",
                    fix: ["secretsmanager", "cancel-rotate-secret"] + named)
            }
            let key = value.text(at: "KmsKeyId") ?? "alias/aws/secretsmanager"
            if key.hasSuffix("alias/aws/secretsmanager") {
                find(
                    .secretKey, place, "the account's default key encrypts it",
                    fix: ["secretsmanager", "update-secret", "--kms-key-id", "alias/custody"] + named)
            } else if ARN(key)?.resource.hasPrefix("key/") != true {
                gap(place, "whether its key stays", because: "the secret names the key \(key), not its ARN")
            }
        }
        var policy: PolicyDocument?
        if case .value(let value) = known(.secretPolicy(secret), place, "whom its policy lets in"),
            let content = value["ResourcePolicy"]
        {
            policy = PolicyDocument(content)
            if let policy {
                findOutsiders(.secretPolicy, place, policy)
            } else {
                gap(place, "whom its policy lets in", because: "its policy cannot be read")
            }
        }
        let actions = ["GetSecretValue", "PutResourcePolicy", "PutSecretValue", "DeleteSecret"]
        findHolders(.secretReaders, place, actions.map { ("secretsmanager:\($0)", place) }, policy: policy)
    }

    private mutating func check(parameter: ARN) {
        let place = parameter.text
        if case .value(let value) = known(.parameter(parameter), place, "whether it is there") {
            if let details = value["Parameters"]?.elements.first {
                let key = details.text(at: "KeyId") ?? ""
                if details.text(at: "Type") != "SecureString" || key.isEmpty || key.hasSuffix("alias/aws/ssm") {
                    find(
                        .secretKey, place, "no key of its own encrypts it",
                        fix: ["ssm", "put-parameter", "--cli-input-json", "file://parameter.json"])
                }
            } else {
                find(
                    .secretThere, place, "there is no such parameter",
                    fix: ["ssm", "put-parameter", "--cli-input-json", "file://parameter.json"])
            }
        }
        let actions = ["GetParameter", "GetParameters", "PutParameter", "DeleteParameter"]
        findHolders(.secretReaders, place, actions.map { ("ssm:\($0)", place) })
    }
}
