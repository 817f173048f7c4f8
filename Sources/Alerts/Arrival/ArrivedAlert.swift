// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// An alert as somebody got it: a message of SNS, the body of a webhook, or a mail.
package struct ArrivedAlert: Sendable {
    package enum Form: String, Sendable {
        /// A message in the envelope of SNS (HTTP, Lambda or SQS).
        case notification
        /// Only the event, as SNS sends it to those who take raw messages, or a rule to its target.
        case event
        /// Other JSON, for example for a chat.
        case webhook
        case mail
        case text
    }

    package var form: Form
    /// The event in EventBridge's envelope or CloudTrail's record, if the alert holds it whole.
    package var event: JSONValue?
    /// Everything that can be read in it.
    package var text: String
    /// Topics and addresses that it came through, as far as it says, each once.
    package var channels: [String]
    /// When it was sent or came in; nil if it does not say.
    package var time: EventTime?

    /// The largest alert, in bytes; SNS takes 256 KiB, and mail adds a third.
    package static let byteLimit = 4 << 20

    /// Reads an alert; its form is seen from its content.
    ///
    /// - Throws: an error if it is too large or empty.
    package init(_ bytes: [UInt8]) throws(AlertsError) {
        guard bytes.count <= Self.byteLimit else {
            throw AlertsError("the alert is larger than \(Self.byteLimit) bytes")
        }
        let whole = String(decoding: bytes, as: UTF8.self)
        guard !whole.trimmedOfSpace.isEmpty else { throw AlertsError("the alert is empty") }
        if let json = try? JSONText.parse(whole) {
            self.init(json: json)
        } else if let mail = MailMessage(bytes) {
            self.init(mail: mail)
        } else {
            self.init(form: .text, event: Self.event(inText: whole), text: whole, channels: Self.topics(in: whole))
        }
    }

    /// What looks like the id of an event: 36 hexadecimal digits and dashes.
    package var eventIDs: Set<String> {
        var ids = Set(
            text.split { !($0.isASCII && ($0.isHexDigit || $0 == "-")) }.filter { $0.utf8.count == 36 }.map(String.init)
        )
        if let event, let id = (event["detail"] ?? event).text(at: "eventID") { ids.insert(id) }
        return ids
    }

    private init(form: Form, event: JSONValue?, text: String, channels: [String], time: EventTime? = nil) {
        self.form = form
        self.event = event
        self.text = text
        var known: Set<String> = []
        self.channels = channels.filter { known.insert($0).inserted }
        self.time = time
    }

    private init(json: JSONValue) {
        var texts: [String] = []
        var envelope: JSONValue?
        let event = Self.search(json, depth: 0, &texts, &envelope)
        let text = texts.joined(separator: "\n")
        if let envelope {
            self.init(
                form: .notification, event: event, text: text,
                channels: [envelope.text(at: "TopicArn")].compactMap { $0 },
                time: envelope.text(at: "Timestamp").flatMap { EventTime($0) })
        } else {
            let isEvent = event != nil && (event == json)
            self.init(form: isEvent ? .event : .webhook, event: event, text: text, channels: [])
        }
    }

    private init(mail: MailMessage) {
        let subject = mail.values(of: "subject").first ?? ""
        self.init(
            form: .mail, event: Self.event(inText: mail.text), text: subject + "\n" + mail.text,
            channels: mail.recipients + Self.topics(in: mail.text), time: mail.arrival)
    }

    /// The first event in a value, also as JSON within texts; collects all texts and the envelope of SNS.
    private static func search(
        _ value: JSONValue, depth: Int, _ texts: inout [String], _ envelope: inout JSONValue?
    ) -> JSONValue? {
        guard depth < 20 else { return nil }
        var found: JSONValue?
        if isEvent(value) { found = value }
        switch value {
        case .object(let members):
            if envelope == nil, value["TopicArn"] != nil, value["Message"] != nil, value["MessageId"] != nil {
                envelope = value
            }
            for member in members {
                let inner = search(member.value, depth: depth + 1, &texts, &envelope)
                found = found ?? inner
            }
        case .array(let elements):
            for element in elements {
                let inner = search(element, depth: depth + 1, &texts, &envelope)
                found = found ?? inner
            }
        case .string(let text):
            texts.append(text)
            if text.contains("{"), let inner = json(inText: text) {
                found = search(inner, depth: depth + 1, &texts, &envelope)
            }
        case .number, .bool: texts.append(value.text ?? "")
        case .null: break
        }
        return found
    }

    private static func isEvent(_ value: JSONValue) -> Bool {
        let record = value["detail"] ?? value
        return record["eventName"] != nil && record["eventSource"] != nil
    }

    private static func event(inText text: String) -> JSONValue? {
        guard let value = json(inText: text) else { return nil }
        var texts: [String] = []
        var envelope: JSONValue?
        return search(value, depth: 1, &texts, &envelope)
    }

    /// The JSON object from the first brace to the last, or to the first line that begins with dashes, as in SNS's mail.
    private static func json(inText text: String) -> JSONValue? {
        guard let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"), start < end else { return nil }
        if let value = try? JSONText.parse(String(text[start...end])) { return value }
        guard let rule = text[start...].firstRange(of: "\n--"),
            let end = text[start..<rule.lowerBound].lastIndex(of: "}")
        else { return nil }
        return try? JSONText.parse(String(text[start...end]))
    }

    /// The topics that a text names: in the link to unsubscribe, the topic is the subscription without its last part.
    private static func topics(in text: String) -> [String] {
        var topics: [String] = []
        var rest = text[...]
        while let range = rest.firstRange(of: "SubscriptionArn=") {
            let arn = rest[range.upperBound...].prefix { !"&\"<> \r\n\t".contains($0) }
            let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
            if parts.count == 7 { topics.append(parts.dropLast().joined(separator: ":")) }
            rest = rest[range.upperBound...]
        }
        return topics
    }
}
