// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// A file with rules, and where they are deployed if the file does not say.
package struct RuleDocument: Sendable {
    package var file: String
    package var text: String
    /// The regions into which a template goes; empty if not stated.
    package var regions: [String]
    /// The account into which a template goes.
    package var account: String?

    package init(file: String, text: String, regions: [String] = [], account: String? = nil) {
        self.file = file
        self.text = text
        self.regions = regions
        self.account = account
    }

    /// The document as JSON; YAML is converted.
    ///
    /// - Throws: the JSON error if the text begins as JSON does, otherwise the YAML error.
    func value() throws(AlertsError) -> JSONValue {
        let first = text.unicodeScalars.first { !" \t\r\n\u{FEFF}".unicodeScalars.contains($0) }
        return try first == "{" || first == "[" ? JSONText.parse(text) : YAMLText.parse(text)
    }
}

extension RuleSet {
    /// Reads documents of all kinds together, so that a list of targets meets its rule in another file.
    ///
    /// - Throws: an error whose place begins with the file, for a document that cannot be read or is of no known kind.
    package init(_ documents: [RuleDocument]) throws(AlertsError) {
        self.init()
        var lists = CommandOutput()
        for document in documents {
            do throws(AlertsError) {
                let value = try document.value()
                if value["Resources"] != nil {
                    let regions = document.regions.isEmpty ? [nil] : document.regions.map(Optional.some)
                    for region in regions { add(try Template(value, document, region: region).rules()) }
                } else if value["planned_values"] != nil || value["values"]?["root_module"] != nil {
                    add(TerraformPlan(value, document).rules())
                } else {
                    try lists.add(value, from: document)
                }
            } catch {
                let place = error.place.isEmpty ? document.file : "\(document.file), \(error.place)"
                throw AlertsError(error.message, at: place, hint: error.hint)
            }
        }
        add(lists.rules())
    }

    private mutating func add(_ other: RuleSet) {
        // A template goes into several regions, and says the same thing about each.
        rules += other.rules.filter { !rules.contains($0) }
        subscriptions += other.subscriptions
        listedTopics.formUnion(other.listedTopics)
        problems += other.problems.filter { !problems.contains($0) }
    }
}
