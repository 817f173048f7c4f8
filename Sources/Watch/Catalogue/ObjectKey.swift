// SPDX-License-Identifier: Apache-2.0

package import CloudTrail

/// What an act works on, written so that the act and the one that takes it back give the same value.
package struct ObjectKey: Hashable, Sendable {
    package var account: String
    /// Empty for services without regions.
    package var region: String
    package var kind: String
    /// The owner: the user of a key. Empty if there is none.
    package var scope: [String]
    package var name: String

    /// The objects of an event by a rule; empty if the event does not say which. A rule with other names of the same
    /// object gives a key for each of them.
    package static func keys(of event: LogEvent, by rule: Rule, _ catalogue: Catalogue) -> [ObjectKey] {
        guard let object = rule.object else { return [] }
        let names = Set(names(in: event, of: object)).sorted()
        guard !names.isEmpty else { return [] }
        let scope = scope(in: event, of: object)
        let region = catalogue.global.contains(event.service) ? "" : event.region ?? ""
        return names.map { name in
            ObjectKey(account: event.account ?? "", region: region, kind: object.kind, scope: scope, name: name)
        }
    }

    /// The names of an event's objects, some maybe twice; one empty name for what an account has one of.
    static func names(in event: LogEvent, of object: Rule.Object) -> [String] {
        guard !object.from.isEmpty else { return [""] }
        var names: [String] = []
        func add(_ path: ValuePath) {
            for text in path.texts(in: event) { names.append(plainName(text, object.form, event.service)) }
        }
        for path in object.from where names.isEmpty { add(path) }
        for path in object.also { add(path) }
        return names
    }

    /// The names of the objects' owners, empty where the event does not say one.
    static func scope(in event: LogEvent, of object: Rule.Object) -> [String] {
        object.scope.map { path in
            path.texts(in: event).first.map { plainName($0, object.form, event.service) } ?? ""
        }
    }

    /// Calls take a name where others take an ARN of the same object: both give the same text here.
    static func plainName(_ text: String, _ form: Rule.Object.Form?, _ service: String) -> String {
        let resource = ARN(text)?.resource[...]
        switch (form, service) {
        case (_, "lambda"), (.function, _):
            // `function:NAME:VERSION` of an ARN, `ACCOUNT:function:NAME`, or `NAME:VERSION`
            let parts = (resource ?? text[...]).split(separator: ":")
            let name = parts.firstIndex(of: "function").map { parts[($0 + 1)...].first } ?? parts.first
            return name.flatMap { $0 }.map(String.init) ?? text
        case (_, "secretsmanager"):
            guard let resource else { return text }
            // Secrets Manager adds a hyphen and six characters to the name.
            let name = resource.split(separator: ":", maxSplits: 1).last ?? resource
            return name.count > 7 && name.dropLast(6).last == "-" ? String(name.dropLast(7)) : String(name)
        case (_, "ssm"):
            // `parameter/breakglass/root`, in a call `/breakglass/root`
            let name = resource.map { $0.hasPrefix("parameter/") ? $0.dropFirst("parameter".count) : $0 } ?? text[...]
            return String(name.hasPrefix("/") ? name.dropFirst() : name)
        case (_, "logs"):
            // `log-group:NAME:*`
            guard let resource else { return text }
            return resource.split(separator: ":").dropFirst().first.map(String.init) ?? String(resource)
        case (_, "cloudformation"):
            // `stack/NAME/ID`
            guard let resource else { return text }
            return resource.split(separator: "/").dropFirst().first.map(String.init) ?? String(resource)
        case (.name, _), (_, "cloudtrail"), (_, "kms"), (_, "events"), (_, "monitoring"), (_, "ecr"):
            guard let resource else { return text }
            return resource.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? text
        default: return text
        }
    }
}
