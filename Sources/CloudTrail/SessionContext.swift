// SPDX-License-Identifier: Apache-2.0

/// What a record says about the temporary session that made the call (`userIdentity.sessionContext`).
package struct SessionContext: Hashable, Sendable {
    /// The role or user that the session's credentials come from (`sessionIssuer`).
    package var issuerType: String?
    package var issuerPrincipalID: String?
    package var issuerARN: String?
    package var issuerAccountID: String?
    package var issuerUserName: String?
    /// When the credentials were issued; the same for all keys of one console session.
    package var creationDate: EventTime?
    /// Whether a second factor was used; nil where the record does not say.
    package var secondFactor: Bool?
    /// The name that stays with the caller through all roles taken one after another.
    package var sourceIdentity: String?
    /// Whether the credentials come from sts:AssumeRoot.
    package var assumedRoot: Bool
    package var signInSessionARN: String?
    /// Whether EC2 handed the credentials to an instance (`ec2RoleDelivery`).
    package var isOfInstance: Bool
    /// The provider of a session that began with a web identity token.
    package var webIdentityProvider: String?

    /// Reads the object `sessionContext`.
    init(_ context: JSONValue) {
        let issuer = context["sessionIssuer"]
        issuerType = issuer?.name("type")
        issuerPrincipalID = issuer?.name("principalId")
        issuerARN = issuer?.name("arn")
        issuerAccountID = issuer?.name("accountId")
        issuerUserName = issuer?.name("userName")
        let attributes = context["attributes"]
        creationDate = attributes?.name("creationDate").flatMap { EventTime($0) }
        secondFactor = attributes?["mfaAuthenticated"]?.truth
        sourceIdentity = context.name("sourceIdentity")
        assumedRoot = context["assumedRoot"]?.truth ?? false
        signInSessionARN = context.name("signInSessionArn")
        isOfInstance = context.name("ec2RoleDelivery") != nil
        webIdentityProvider = context["webIdFederationData"]?.name("federatedProvider")
    }
}
