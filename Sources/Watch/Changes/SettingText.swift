// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import FoundationEssentials

/// One text for all ways to write the same value: a policy is an object in some calls, JSON in a string in others, and
/// URL-encoded in some.
enum SettingText {
    static func canonical(_ value: JSONValue) -> String {
        guard let text = value.text else { return value.canonical }
        let plain = PercentCoding.decoded(text)
        guard let start = plain.first(where: { !$0.isWhitespace }), start == "{" || start == "[",
            let document = try? JSONDecoder().decode(Document.self, from: Data(plain.utf8))
        else { return plain }
        return document.value.canonical
    }

    /// Any JSON document. A one-element list of a policy means the same as its element, and the order of a list nothing.
    private struct Document: Decodable {
        var value: JSONValue

        private struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            if let object = try? decoder.container(keyedBy: Name.self) {
                value = .object(
                    try object.allKeys.map {
                        .init(key: $0.stringValue, value: try object.decode(Document.self, forKey: $0).value)
                    })
                return
            }
            let container = try decoder.singleValueContainer()
            if let list = try? container.decode([Document].self) {
                value = list.count == 1 ? list[0].value : .array(list.map(\.value).sorted { $0.canonical < $1.canonical })
            } else if container.decodeNil() {
                value = .null
            } else if let flag = try? container.decode(Bool.self) {
                value = .bool(flag)
            } else if let number = try? container.decode(Double.self) {
                value = .number(String(number))
            } else {
                value = .string(try container.decode(String.self))
            }
        }
    }
}
