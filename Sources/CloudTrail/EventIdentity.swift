// SPDX-License-Identifier: Apache-2.0

/// Who made the call, as far as the record says (`userIdentity`); everything may be absent.
package struct EventIdentity: Hashable, Sendable {
    /// `Root`, `IAMUser`, `AssumedRole`, `AWSService`, `IdentityCenterUser` and others, as written.
    package var type: String?
    package var principalID: String?
    package var arn: String?
    package var accountID: String?
    package var accessKeyID: String?
    package var userName: String?
    /// The service that made the call with the identity's credentials.
    package var invokedBy: String?
    package var session: SessionContext?
    /// The person of IAM Identity Center on whose behalf the call was made.
    package var onBehalfOfUserID: String?
    package var identityStoreARN: String?
    package var credentialID: String?

    /// Reads the object `userIdentity`; with null or no object, nothing is known.
    init(_ identity: JSONValue?) {
        type = identity?.name(at: "type")
        principalID = identity?.name(at: "principalId")
        arn = identity?.name(at: "arn")
        accountID = identity?.name(at: "accountId")
        accessKeyID = identity?.name(at: "accessKeyId")
        userName = identity?.name(at: "userName")
        invokedBy = identity?.name(at: "invokedBy")
        if let context = identity?["sessionContext"], case .object = context {
            session = SessionContext(context)
        }
        onBehalfOfUserID = identity?.name(at: "onBehalfOf.userId")
        identityStoreARN = identity?.name(at: "onBehalfOf.identityStoreArn")
        credentialID = identity?.name(at: "credentialId")
    }
}

extension JSONValue {
    /// The text under a path, nil also where it is empty: records write an unknown name as "".
    func name(at path: String) -> String? {
        guard let text = text(at: path), !text.isEmpty else { return nil }
        return text
    }
}
