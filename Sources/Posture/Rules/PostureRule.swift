// SPDX-License-Identifier: Apache-2.0

/// How bad it is that a rule is broken.
package enum PostureSeverity: String, Comparable, CaseIterable, Sendable {
    /// To look at; the result stays what it is.
    case note
    case medium
    case high
    case critical

    package static func < (one: PostureSeverity, other: PostureSeverity) -> Bool {
        allCases.firstIndex(of: one)! < allCases.firstIndex(of: other)!
    }
}

/// One thing that must hold on the emergency path.
package struct PostureRule: Hashable, Sendable {
    /// Such as `P-1`; a number is never given to another rule.
    package let id: String
    package let name: String
    package let severity: PostureSeverity
    /// What must hold, as a sentence.
    package let demand: String

    private init(_ number: Int, _ name: String, _ severity: PostureSeverity, _ demand: String) {
        id = "P-\(number)"
        self.name = name
        self.severity = severity
        self.demand = demand
    }

    // Trails
    static let trailThere = Self(1, "trail-there", .critical, "A trail records what the emergency identity does.")
    static let logging = Self(2, "logging", .critical, "The trail is logging now.")
    static let managementEvents = Self(
        3, "management-events", .high, "The trail records management events that read and that write.")
    static let excludedSources = Self(
        4, "excluded-sources", .medium, "The trail leaves out the management events of no service.")
    static let everyRegion = Self(5, "every-region", .high, "The trail records every region.")
    static let globalServices = Self(
        6, "global-services", .high, "The trail records global services: IAM, STS, sign-in.")
    static let validation = Self(7, "validation", .high, "The trail writes digests, which show what was altered.")
    static let delivery = Self(8, "delivery", .high, "The trail's files and digests arrive in the bucket.")
    static let trailKey = Self(9, "trail-key", .note, "The trail encrypts its files with a key of its own.")
    static let trailBucket = Self(10, "trail-bucket", .medium, "The trail writes to a bucket that the policy names.")
    static let trailChangers = Self(
        11, "trail-changers", .high, "Nobody but administrators can stop, change or delete the trail.")

    // Buckets
    static let bucketThere = Self(12, "bucket-there", .critical, "The log bucket exists.")
    static let bucketPrivate = Self(
        13, "bucket-private", .high, "The log bucket blocks public access in all four ways.")
    static let bucketPolicy = Self(
        14, "bucket-policy", .high, "The log bucket's policy lets no other account in without a limit.")
    static let bucketSource = Self(
        15, "bucket-source", .medium, "The log bucket takes files of CloudTrail only for trails that it names.")
    static let versioning = Self(16, "versioning", .high, "The log bucket keeps every version of an object.")
    static let objectLock = Self(
        17, "object-lock", .high, "Object Lock in compliance mode keeps the log for at least 365 days.")
    static let encryption = Self(18, "encryption", .medium, "The log bucket encrypts what is written.")
    static let lifecycle = Self(19, "lifecycle", .medium, "No lifecycle rule deletes the log within 365 days.")
    static let replication = Self(20, "replication", .note, "A replica of the log lies in another account.")
    static let replicationOn = Self(21, "replication-on", .medium, "The rules that replicate the log are enabled.")
    static let ownership = Self(22, "ownership", .medium, "The bucket's owner owns every object; ACLs are off.")
    static let notification = Self(23, "notification", .medium, "The log bucket notifies nothing in other accounts.")
    static let bucketChangers = Self(
        24, "bucket-changers", .high, "Nobody but administrators can delete the log or unprotect its bucket.")

    // Keys
    static let keyUsable = Self(25, "key-usable", .critical, "Each key of the path is enabled and stays.")
    static let keyPolicy = Self(26, "key-policy", .high, "A key's policy lets no other account in without a limit.")
    static let keyForTrail = Self(27, "key-for-trail", .high, "CloudTrail may encrypt with the trail's key.")
    static let keyChangers = Self(
        28, "key-changers", .high, "Nobody but administrators can disable a key of the path or change its policy.")

    // Account
    static let passwordPolicy = Self(
        29, "password-policy", .medium, "Passwords have at least 14 characters and none of the last 24 comes back.")
    static let passwordExpiry = Self(
        30, "password-expiry", .high, "No emergency user is locked out by a password that expired.")
    static let rootKeys = Self(31, "root-keys", .critical, "The root has no access keys.")
    static let rootFactor = Self(32, "root-factor", .critical, "The root has a second factor.")
    static let rootUse = Self(33, "root-use", .medium, "A root that is no emergency identity was not used for 90 days.")
    static let rootLastUse = Self(34, "root-last-use", .note, "Each use of the emergency root has an opening.")

    // Identities
    static let identityThere = Self(35, "identity-there", .critical, "Each declared identity exists.")
    static let userFactor = Self(36, "user-factor", .critical, "An emergency user with a password has a second factor.")
    static let userKeys = Self(37, "user-keys", .high, "An emergency user has no active access key.")
    static let userSignIn = Self(38, "user-sign-in", .high, "An emergency user has a password to sign in with.")
    static let passwordAge = Self(39, "password-age", .note, "An emergency user's password is at most 365 days old.")
    static let identityChangers = Self(
        40, "identity-changers", .high, "Nobody but administrators can take over an emergency identity.")
    static let trustOpen = Self(41, "trust-open", .critical, "Nobody unknown can assume an emergency role.")
    static let trustFactor = Self(42, "trust-factor", .high, "Assuming an emergency role takes a second factor.")
    static let trustAccount = Self(
        43, "trust-account", .medium, "An emergency role trusts identities, not its whole account.")
    static let trustDead = Self(44, "trust-dead", .medium, "An emergency role trusts nobody who was deleted.")
    static let trustProvider = Self(
        45, "trust-provider", .high, "A trusted identity provider is limited to an audience and a subject.")

    // Alerts
    static let alertRule = Self(
        46, "alert-rule", .high, "In each region of sign-in, an enabled rule sends the alert to the channel.")
    static let ruleEnabled = Self(47, "rule-enabled", .medium, "No rule about the emergency path is disabled.")
    static let ruleTarget = Self(48, "rule-target", .high, "Each rule about the emergency path has a target.")
    static let topicThere = Self(49, "topic-there", .critical, "The topic of the alert exists.")
    static let subscription = Self(50, "subscription", .high, "Someone has confirmed a subscription to the alert.")
    static let pending = Self(
        51, "pending-subscription", .medium, "No subscription to the alert waits to be confirmed.")
    static let topicPublish = Self(52, "topic-publish", .high, "EventBridge may publish to the topic.")
    static let topicOpen = Self(53, "topic-open", .high, "The topic's policy lets no other account in without a limit.")
    static let topicKey = Self(54, "topic-key", .high, "EventBridge may use the key that encrypts the topic.")
    static let alertChangers = Self(
        55, "alert-changers", .high, "Nobody but administrators can silence the alert.")

    // Secrets
    static let secretThere = Self(56, "secret-there", .critical, "Each custody secret exists and stays.")
    static let secretPolicy = Self(
        57, "secret-policy", .critical, "A custody secret's policy lets no other account in without a limit.")
    static let secretRotation = Self(
        58, "secret-rotation", .medium, "Nothing changes a custody secret by itself, since its sheets would not follow."
    )
    static let secretKey = Self(59, "secret-key", .medium, "A custody secret has a key of its own.")
    static let secretReaders = Self(
        60, "secret-readers", .high, "Nobody but administrators and the emergency identity can read a custody secret.")

    static let trustService = Self(61, "trust-service", .high, "No service of AWS can assume an emergency role.")

    /// Every rule by number.
    package static let all = [
        trailThere, logging, managementEvents, excludedSources, everyRegion, globalServices, validation, delivery,
        trailKey, trailBucket, trailChangers, bucketThere, bucketPrivate, bucketPolicy, bucketSource, versioning,
        objectLock, encryption, lifecycle, replication, replicationOn, ownership, notification, bucketChangers,
        keyUsable, keyPolicy, keyForTrail, keyChangers, passwordPolicy, passwordExpiry, rootKeys, rootFactor, rootUse,
        rootLastUse, identityThere, userFactor, userKeys, userSignIn, passwordAge, identityChangers, trustOpen,
        trustFactor, trustAccount, trustDead, trustProvider, alertRule, ruleEnabled, ruleTarget, topicThere,
        subscription, pending, topicPublish, topicOpen, topicKey, alertChangers, secretThere, secretPolicy,
        secretRotation, secretKey, secretReaders, trustService,
    ]
}
