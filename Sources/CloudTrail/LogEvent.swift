// SPDX-License-Identifier: Apache-2.0

/// One record of a cloud's audit log. Only its place, service and name are sure to be there; both may be empty.
package struct LogEvent: Hashable, Sendable {
    package var place: EventPlace
    /// `eventID`; copies of the event that other trails delivered have the same.
    package var id: String?
    /// Joins the records that two accounts have of one call.
    package var sharedID: String?
    package var version: String?
    /// When the call was made; of an aggregated event, when its window began.
    package var time: EventTime?
    /// The service without its domain: `iam`, `sts`, `signin`.
    package var service: String
    package var name: String
    /// The name without the date and version of an API: `CreateFunction` for `CreateFunction20150331`.
    package var stem: String
    package var type: String?
    package var category: String?
    package var region: String?
    /// The account whose log this is, or else the caller's.
    package var account: String?
    package var identity: EventIdentity
    /// `sourceIPAddress` as written: an address, a service's name, or anything else.
    package var address: String?
    package var vpcEndpointID: String?
    package var agent: String?
    /// nil in old and shortened records.
    package var readOnly: Bool?
    /// Present when the call failed.
    package var errorCode: String?
    package var errorMessage: String?
    package var parameters: JSONValue?
    package var response: JSONValue?
    /// `additionalEventData`.
    package var additional: JSONValue?
    /// `serviceEventDetails`.
    package var serviceDetails: JSONValue?
    package var resources: JSONValue?
    /// Why a record was delivered late or again (`addendum.reason`).
    package var addendumReason: String?
    package var sessionCredentialFromConsole: Bool
    /// All that the record says; `nil` if only parts of it were read.
    private let record: JSONValue?

    /// The same for records that say the same, whatever the order of their members; `nil` if only parts of the record were
    /// read. It takes longer than reading the record, so ask for it only when there may be copies.
    var contentHash: UInt64? { record.map { ContentHash.of($0.canonical) } }

    /// Reads one record, whatever it lacks.
    package init(_ record: JSONValue, at place: EventPlace) {
        self.place = place
        id = record.name("eventID") ?? record.name("eventId")
        sharedID = record.name("sharedEventID")
        version = record.name("eventVersion")
        time = (record.name("eventTime") ?? record["timeWindow"]?.name("windowStart")).flatMap { EventTime($0) }
        service = LogEvent.service(of: record["eventSource"]?.text ?? "")
        name = record["eventName"]?.text ?? ""
        stem = LogEvent.stem(of: name)
        type = record.name("eventType")
        category = record.name("eventCategory")
        region = record.name("awsRegion")
        identity = EventIdentity(record["userIdentity"])
        account = record.name("recipientAccountId") ?? identity.accountID ?? record.name("accountId")
        address = record.name("sourceIPAddress")
        vpcEndpointID = record.name("vpcEndpointId")
        agent = record.name("userAgent")
        readOnly = record["readOnly"]?.truth
        errorCode = record.name("errorCode")
        errorMessage = record.name("errorMessage")
        parameters = LogEvent.content(record["requestParameters"])
        response = LogEvent.content(record["responseElements"])
        additional = LogEvent.content(record["additionalEventData"])
        serviceDetails = LogEvent.content(record["serviceEventDetails"])
        resources = LogEvent.content(record["resources"])
        addendumReason = record["addendum"]?.name("reason")
        sessionCredentialFromConsole = record["sessionCredentialFromConsole"]?.truth ?? false
        self.record = record
    }

    /// An event of which only the fields that describe the call and this identity are read.
    init(_ event: borrowing ScannedEvent, _ call: CallName, identity: EventIdentity) {
        place = event.place
        time = event.time
        service = call.service
        name = call.name
        stem = call.stem
        type = event.text(.type)
        self.identity = identity
        account = event.text(.recipientAccountID) ?? identity.accountID ?? event.text(.outerAccountID)
        errorCode = event.text(.errorCode)
        sessionCredentialFromConsole = false
        record = nil
    }

    static func content(_ value: JSONValue?) -> JSONValue? { value == .null ? nil : value }

    /// `iam` for `iam.amazonaws.com`, also with the domain of China; anything else stays as it is.
    package static func service(of source: String) -> String {
        for domain in [".amazonaws.com", ".amazonaws.com.cn"] where source.hasSuffix(domain) {
            return String(source.dropLast(domain.count))
        }
        return source
    }

    /// Drops `20150331`, `20150331v2` or `2020_05_31` from the end of a name.
    package static func stem(of name: String) -> String {
        let bytes = Array(name.utf8)
        var end = bytes.count
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        while end > 0, isDigit(bytes[end - 1]) { end -= 1 }
        if end > 0, end < bytes.count, bytes[end - 1] == UInt8(ascii: "v") {
            end -= 1
        } else {
            end = bytes.count
        }
        for form in ["dddddddd", "dddd_dd_dd"] where end > form.utf8.count {
            let date = bytes[(end - form.utf8.count)..<end]
            let fits = zip(date, form.utf8).allSatisfy { $1 == UInt8(ascii: "d") ? isDigit($0) : $0 == $1 }
            let century = String(decoding: date.prefix(2), as: UTF8.self)
            if fits, century == "19" || century == "20" { return String(name.utf8.prefix(end - date.count))! }
        }
        return name
    }
}
