// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// The command that takes a change back, ready for a shell.
enum ClosingCommand {
    /// Fills the catalogue's template for each object of a change; none if the catalogue or the event lacks a part.
    static func commands(for change: Change, _ event: LogEvent) -> [String] {
        guard let template = change.rule?.close else { return [] }
        // Several names of one object need one command.
        let isOne = !(change.rule?.object?.also.isEmpty ?? true)
        return change.objects.prefix(isOne ? 1 : .max).compactMap { fill(template, $0, event) }
    }

    /// An option whose value is a placeholder without a value is left out: root's own key has no user.
    private static func fill(_ template: String, _ object: ObjectKey, _ event: LogEvent) -> String? {
        var words: [String] = []
        for word in template.split(separator: " ").map(String.init) {
            var filled = word
            var isEmpty = false
            let path = word.contains("{parameters.") ? parameter(word, event) : []
            for (name, value) in values(of: object) + path where filled.contains("{\(name)}") {
                guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
                    return nil
                }
                if value.isEmpty { isEmpty = true }
                filled = filled.replacing("{\(name)}", with: quoted(value))
            }
            guard isEmpty else {
                words.append(filled)
                continue
            }
            guard let option = words.last, option.hasPrefix("--") else { return nil }
            words.removeLast()
        }
        return words.joined(separator: " ")
    }

    /// The value of a placeholder that is a path into the event.
    private static func parameter(_ word: String, _ event: LogEvent) -> [(name: String, value: String)] {
        guard let start = word.firstIndex(of: "{"), let end = word.firstIndex(of: "}") else { return [] }
        let name = String(word[word.index(after: start)..<end])
        return [(name, ValuePath(name).texts(in: event).first ?? "")]
    }

    private static func values(of object: ObjectKey) -> [(name: String, value: String)] {
        let numbered = object.scope.enumerated().map { (name: "scope\($0.offset + 1)", value: $0.element) }
        return [
            ("object", object.name), ("scope", object.scope.first ?? ""), ("account", object.account),
            ("region", object.region),
        ] + numbered
    }

    /// A word, or a part of one, as a POSIX shell takes it.
    static func quoted(_ text: String) -> String { isPlain(text) ? text : "'\(text.replacing("'", with: #"'\''"#))'" }

    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "@%+=:,./-_".utf8.contains(byte)
                }
            }
    }
}
