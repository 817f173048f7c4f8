// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// A policy of IAM, of an organization or of a resource.
struct PolicyDocument: Hashable, Sendable {
    struct Statement: Hashable, Sendable {
        let isDenial: Bool
        let principals: PrincipalSet?
        let actions: NameSet
        /// Nil in a trust policy.
        let resources: NameSet?
        let condition: PolicyCondition

        /// Whether it applies to an action on a resource, no matter who asks.
        func match(_ action: String, on resource: String) -> Reach {
            min(actions.match(action), resources?.match(resource) ?? .yes)
        }
    }

    let statements: [Statement]

    /// Reads a policy, also one that is JSON in a string; nil for what is none, because a statement that cannot be
    /// read could allow anything.
    init?(_ value: JSONValue) {
        if case .string(let text) = value {
            guard let document = try? JSONValue(document: Array(text.utf8), limit: 1 << 20), document.text == nil
            else { return nil }
            self.init(document)
            return
        }
        guard let content = value["Statement"] else { return nil }
        var statements: [Statement] = []
        for element in content.elements.isEmpty ? [content] : content.elements {
            guard let effect = element["Effect"]?.text, effect == "Allow" || effect == "Deny",
                let actions = Self.names(element, "Action", "NotAction", ignoringCase: true)
            else { return nil }
            guard let condition = PolicyCondition(element["Condition"]) else { return nil }
            let resources = Self.names(element, "Resource", "NotResource", ignoringCase: false)
            if resources == nil, element["Resource"] != nil || element["NotResource"] != nil { return nil }
            var principals: PrincipalSet?
            if let value = element["Principal"] ?? element["NotPrincipal"] {
                principals = PrincipalSet(value, isNegated: element["Principal"] == nil)
                if principals == nil { return nil }
            }
            statements.append(
                Statement(
                    isDenial: effect == "Deny", principals: principals, actions: actions,
                    resources: resources, condition: condition))
        }
        self.init(statements: statements)
    }

    private init(statements: [Statement]) {
        self.statements = statements
    }

    private static func names(_ element: JSONValue, _ key: String, _ negated: String, ignoringCase: Bool) -> NameSet? {
        if let names = element[key] {
            return Self.names(names).map { NameSet($0, ignoringCase: ignoringCase) }
        }
        return element[negated].flatMap(Self.names).map { NameSet($0, isNegated: true, ignoringCase: ignoringCase) }
    }

    /// A text or a list of texts, at least one; nil for anything else.
    static func names(_ value: JSONValue) -> [String]? {
        let names = texts(value)
        return names.isEmpty || names.count < value.elements.count ? nil : names
    }

    /// A text or the texts in a list.
    static func texts(_ value: JSONValue) -> [String] {
        value.text.map { [$0] } ?? value.elements.compactMap { $0.text }
    }

    /// What it gives or denies an identity whose own policy it is.
    func reach(_ action: String, on resource: String, by arn: String, denying: Bool) -> Reach {
        statements.filter { $0.isDenial == denying }
            .map { min($0.match(action, on: resource), $0.condition.match(arn)) }.max() ?? .no
    }

    /// What the policy of a resource gives or denies an identity by name.
    func resourceReach(_ action: String, on resource: String, by arn: String, denying: Bool) -> Reach {
        statements.filter { $0.isDenial == denying }.map { statement in
            guard let principals = statement.principals else { return .no }
            let account = ARN(arn)?.account ?? ""
            let named = denying && principals.delegates(to: account) ? .yes : principals.match(arn)
            return min(named, statement.match(action, on: resource), statement.condition.match(arn))
        }.max() ?? .no
    }

    /// How far the policy of a resource leaves the decision to an account's own policies.
    func delegation(_ action: String, on resource: String, by arn: String) -> Reach {
        let account = ARN(arn)?.account ?? ""
        return statements.filter { !$0.isDenial && $0.principals?.delegates(to: account) == true }
            .map { min($0.match(action, on: resource), $0.condition.match(arn)) }.max() ?? .no
    }
}
