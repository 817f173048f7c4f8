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
        var names: Set<String> = object.from.isEmpty ? [""] : []
        for path in object.from where names.isEmpty {
            for text in path.texts(in: event) { names.insert(plainName(text, object.form, event.service)) }
        }
        for path in object.also where !object.from.isEmpty {
            for text in path.texts(in: event) { names.insert(plainName(text, object.form, event.service)) }
        }
        var scope: [String] = []
        for path in object.scope {
            scope.append(path.texts(in: event).first.map { plainName($0, object.form, event.service) } ?? "")
        }
        let region = catalogue.global.contains(event.service) ? "" : event.region ?? ""
        return names.sorted().map { name in
            ObjectKey(account: event.account ?? "", region: region, kind: object.kind, scope: scope, name: name)
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
