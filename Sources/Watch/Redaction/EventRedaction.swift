// SPDX-License-Identifier: Apache-2.0

import CloudTrail

extension Pseudonyms {
    /// An event with only what a report shows of it: a new record is made, of these members and no others.
    ///
    /// - Parameter rule: the rule of the change that it made, whose closing command needs parameters.
    mutating func redacted(_ event: LogEvent, _ rule: Rule?) -> LogEvent {
        var members: [JSONValue.Member] = []
        func add(_ key: String, _ value: String?) {
            if let value { members.append(.init(key: key, value: .string(value))) }
        }
        add("eventID", event.id.map { word($0, "event") })
        add("eventTime", event.time?.description)
        add("eventSource", Self.isService(event.service) ? event.service : word(event.service, "service"))
        add("eventName", Self.isCall(event.name) ? event.name : word(event.name, "call"))
        add("eventType", event.type.flatMap { Self.isCall($0) ? $0 : nil })
        add("eventCategory", event.category.flatMap { Self.isCall($0) ? $0 : nil })
        add("awsRegion", event.region.map { region($0) })
        add("recipientAccountId", event.account.map { word($0, "account") })
        add("sourceIPAddress", event.address.map { address($0) })
        add("userAgent", event.agent.map { agent($0) })
        add("errorCode", event.errorCode.map { Self.isErrorCode($0) ? $0 : word($0, "error") })
        if let readOnly = event.readOnly { members.append(.init(key: "readOnly", value: .bool(readOnly))) }
        members.append(.init(key: "userIdentity", value: identity(event.identity)))
        members.append(.init(key: "requestParameters", value: parameters(of: event, rule)))
        return LogEvent(.object(members), at: EventPlace(file: file(event.place.file), offset: event.place.offset))
    }

    /// The name of a file of the log.
    mutating func file(_ name: String) -> String { word(name, "file") }

    /// The program that made calls.
    mutating func agent(_ name: String) -> String { word(name, "agent") }

    /// An address; that of one of the cloud's services stays.
    mutating func address(_ text: String) -> String {
        if text == "AWS Internal" { return text }
        for domain in [".amazonaws.com", ".amazonaws.com.cn"] where text.hasSuffix(domain) {
            let service = String(text.dropLast(domain.count))
            return Self.isService(service) ? text : word(service, "service") + domain
        }
        return word(text, "address")
    }

    private mutating func identity(_ identity: EventIdentity) -> JSONValue {
        var members: [JSONValue.Member] = []
        func add(_ key: String, _ value: String?) {
            if let value { members.append(.init(key: key, value: .string(value))) }
        }
        // What a record says of its caller decides what kind of call it is.
        add("type", identity.type.map { Self.isCall($0) ? $0 : "Unknown" })
        add("arn", identity.arn.map { name($0, "identity") })
        add("accountId", identity.accountID.map { word($0, "account") })
        add("userName", identity.userName.map { word($0, "user") })
        add("accessKeyId", identity.accessKeyID.map { word($0, "key") })
        add("invokedBy", identity.invokedBy.map { address($0) })
        return .object(members)
    }

    /// The parameters that the closing command of a rule names.
    private mutating func parameters(of event: LogEvent, _ rule: Rule?) -> JSONValue {
        var parameters: [JSONValue.Member] = []
        for path in rule?.closingParameters ?? [] {
            guard let value = ValuePath("parameters.\(path)").texts(in: event).first else { continue }
            let label = ValuePath(path).label ?? "value"
            let word = Self.isRegion(value) ? value : name(value, label)
            Self.put(.string(word), at: path.split(separator: ".")[...], in: &parameters)
        }
        return .object(parameters)
    }

    private static func put(_ value: JSONValue, at path: ArraySlice<Substring>, in members: inout [JSONValue.Member]) {
        guard let key = path.first.map(String.init) else { return }
        guard path.count > 1 else {
            members.append(.init(key: key, value: value))
            return
        }
        var inner: [JSONValue.Member] = []
        if let place = members.firstIndex(where: { $0.key == key }), case .object(let known) = members[place].value {
            inner = known
            members.remove(at: place)
        }
        put(value, at: path.dropFirst(), in: &inner)
        members.append(.init(key: key, value: .object(inner)))
    }
}

extension Rule {
    /// The paths of the parameters in its closing command, without the word `parameters`.
    fileprivate var closingParameters: [String] {
        (close ?? "").split(separator: "{").dropFirst().compactMap { part in
            let path = part.prefix { $0 != "}" }
            return path.hasPrefix("parameters.") ? String(path.dropFirst("parameters.".count)) : nil
        }
    }
}

extension ValuePath {
    /// What stands at the path, by its last key: `access-key` for `response.accessKey.accessKeyId`; `nil` if that says
    /// nothing.
    var label: String? {
        let first = text.prefix { $0 != "|" }
        guard first.first != "=", let key = first.split(separator: ".").last else { return nil }
        var words: [String] = []
        for letter in key where letter.isLetter || letter.isNumber {
            if letter.isUppercase || words.isEmpty { words.append("") }
            words[words.count - 1] += letter.lowercased()
        }
        while let last = words.last, ["name", "id", "arn", "identifier"].contains(last) { words.removeLast() }
        return words.isEmpty ? nil : words.joined(separator: "-")
    }
}
