// SPDX-License-Identifier: Apache-2.0

package import CloudTrail
internal import Yams

/// Reads CloudFormation templates in YAML as JSON, with the short forms of functions (`!Ref`) written out.
package enum YAMLText {
    /// The largest template that CloudFormation takes, in bytes.
    static let byteLimit = 1_024 * 1_024
    /// The deepest nesting that is read.
    private static let depthLimit = 100

    /// Parses one document.
    ///
    /// - Throws: an error with line and column; also for an alias, which CloudFormation does not take either.
    package static func parse(_ text: String) throws(AlertsError) -> JSONValue {
        guard text.utf8.count <= byteLimit else {
            throw AlertsError("the template is larger than the \(byteLimit) bytes that CloudFormation takes")
        }
        // Refused before the parser sees it: aliases of aliases grow without bound.
        if let name = alias(in: text) { throw AlertsError("CloudFormation takes no aliases in YAML, such as *\(name)") }
        let root: Node?
        do {
            // The parser keeps pointers into the string, so a string too short to have its own storage is padded.
            let yaml = text.utf8.count < 16 ? text + String(repeating: " ", count: 16) : text
            root = try Parser(yaml: yaml, resolver: .default, encoding: .utf8).singleRoot()
        } catch {
            throw told(error)
        }
        guard let root else { throw AlertsError("the document is empty") }
        return try value(root, depth: 0)
    }

    /// A name that stands after `&` and later after `*`, each at the beginning of a word.
    private static func alias(in text: String) -> String? {
        var anchors: Set<Substring> = []
        for word in text.split(whereSeparator: { $0.isWhitespace || ",[]{}".contains($0) }) {
            guard let sign = word.first, word.count > 1 else { continue }
            if sign == "&" { anchors.insert(word.dropFirst()) }
            if sign == "*", anchors.contains(word.dropFirst()) { return String(word.dropFirst()) }
        }
        return nil
    }

    private static func value(_ node: Node, depth: Int) throws(AlertsError) -> JSONValue {
        guard depth < depthLimit else {
            throw AlertsError("the YAML is nested deeper than \(depthLimit) levels", at: place(node))
        }
        let inner: JSONValue
        switch node {
        case .scalar(let scalar): inner = plainValue(node, scalar)
        case .sequence(let sequence):
            var elements: [JSONValue] = []
            for element in sequence { elements.append(try value(element, depth: depth + 1)) }
            inner = .array(elements)
        case .mapping(let mapping):
            var members: [JSONValue.Member] = []
            for (key, content) in mapping {
                guard let key = key.scalar?.string else { throw AlertsError("a key is no text", at: place(key)) }
                members.append(.init(key: key, value: try value(content, depth: depth + 1)))
            }
            inner = .object(members)
        case .alias: throw AlertsError("CloudFormation takes no aliases in YAML", at: place(node))
        }
        let tag = node.tag.description
        guard tag.hasPrefix("!"), tag != "!" else { return inner }
        return function(String(tag.dropFirst()), inner)
    }

    /// The long form of a function.
    private static func function(_ name: String, _ argument: JSONValue) -> JSONValue {
        switch name {
        case "Ref", "Condition": return .object([.init(key: name, value: argument)])
        case "GetAtt":
            // `!GetAtt Topic.TopicArn` names the resource up to the first point.
            guard case .string(let text) = argument, let point = text.firstIndex(of: ".") else { break }
            let parts = [JSONValue.string(String(text[..<point])), .string(String(text[text.index(after: point)...]))]
            return .object([.init(key: "Fn::GetAtt", value: .array(parts))])
        default: break
        }
        return .object([.init(key: "Fn::\(name)", value: argument)])
    }

    private static func plainValue(_ node: Node, _ scalar: Node.Scalar) -> JSONValue {
        guard scalar.style == .plain else { return .string(scalar.string) }
        switch node.tag.description {
        case Tag.Name.null.rawValue: return .null
        case Tag.Name.bool.rawValue: return .bool(["true", "yes", "on"].contains(scalar.string.lowercased()))
        case Tag.Name.int.rawValue, Tag.Name.float.rawValue:
            // An account id may begin with 0, and then JSON has no such number.
            if case .number(let digits)? = try? JSONText.parse(scalar.string) { return .number(digits) }
            return .string(scalar.string)
        default: return .string(scalar.string)
        }
    }

    private static func place(_ node: Node) -> String {
        node.mark.map { "line \($0.line), column \($0.column)" } ?? ""
    }

    private static func told(_ error: any Error) -> AlertsError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            AlertsError("this is not YAML: \(problem)", at: "line \(mark.line), column \(mark.column)")
        case .duplicatedKeysInMapping(let names, let context):
            AlertsError(
                "a key stands twice: \(names.joined(separator: ", "))",
                at: "line \(context.mark.line), column \(context.mark.column)")
        default: AlertsError("this is neither JSON nor YAML")
        }
    }
}
