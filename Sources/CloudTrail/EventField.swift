// SPDX-License-Identifier: Apache-2.0

import CTrailJSON

/// The fields of a record that the walk through a log finds without reading the whole record.
package enum EventField: Int, CaseIterable, Sendable {
    case id
    case sharedID
    case name
    case source
    case time
    case type
    case category
    case region
    case address
    case recipientAccountID
    case errorCode
    case readOnly
    /// `accountId` of the record itself, which aggregated events have.
    case outerAccountID
    case identityType
    case principalID
    case arn
    case accountID
    case accessKeyID
    case userName
    case invokedBy
    case issuerARN
    case issuerPrincipalID
    case creationDate
    case secondFactor
    case sourceIdentity
    case signInSessionARN
    /// `responseElements.credentials.accessKeyId` or `responseElements.accessKey.accessKeyId`.
    case issuedKeyID
    case assumedRoleARN
    case assumedRoleID
    case federatedUserARN

    /// The value's name in the interface to C, whose order this enumeration follows.
    static let count = CTJ_FIELD_COUNT
}
