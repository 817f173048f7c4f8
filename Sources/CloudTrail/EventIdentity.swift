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

    /// Knows nothing but the account.
    init(accountID: String?) { self.accountID = accountID }

    /// Takes the texts of the object itself, and nothing of the objects in it.
    init(_ event: borrowing ScannedEvent) {
        type = event.text(.identityType)
        principalID = event.text(.principalID)
        arn = event.text(.arn)
        accountID = event.text(.accountID)
        accessKeyID = event.text(.accessKeyID)
        userName = event.text(.userName)
        invokedBy = event.text(.invokedBy)
    }

    /// Reads the object `userIdentity`; with null or no object, nothing is known.
    init(_ identity: JSONValue?) {
        type = identity?.name("type")
        principalID = identity?.name("principalId")
        arn = identity?.name("arn")
        accountID = identity?.name("accountId")
        accessKeyID = identity?.name("accessKeyId")
        userName = identity?.name("userName")
        invokedBy = identity?.name("invokedBy")
        if let context = identity?["sessionContext"], case .object = context {
            session = SessionContext(context)
        }
        let onBehalfOf = identity?["onBehalfOf"]
        onBehalfOfUserID = onBehalfOf?.name("userId")
        identityStoreARN = onBehalfOf?.name("identityStoreArn")
        credentialID = identity?.name("credentialId")
    }
}

extension JSONValue {
    /// The text of a member, nil also where it is empty: records write an unknown name as "".
    func name(_ key: String) -> String? {
        guard let text = self[key]?.text, !text.isEmpty else { return nil }
        return text
    }
}
