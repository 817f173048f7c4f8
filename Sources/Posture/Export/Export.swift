// SPDX-License-Identifier: Apache-2.0

package import CloudTrail
import FoundationEssentials

/// Answers of the `aws` command, one file a call.
package struct Export: Sendable {
    /// The files by name.
    package private(set) var files: [String: [UInt8]]

    /// What a call said.
    package enum Answer: Hashable, Sendable {
        case value(JSONValue)
        /// AWS refused, with its code, such as `NoSuchBucketPolicy` or `AccessDenied`.
        case refused(String)
        /// Nothing can be said, and why.
        case unknown(String)
    }

    /// The most bytes of one file.
    package static let fileLimit = 256 << 20

    package init(files: [String: [UInt8]]) {
        self.files = files
    }

    /// Reads a folder's own files.
    ///
    /// - Throws: `PostureError` when there is no folder or a file cannot be read.
    package init(folder: String) throws(PostureError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw .notFound(
                "\(folder): there is no such folder", hint: "`glasswatch posture --collect FOLDER` makes one")
        }
        files = [:]
        for name in names.sorted() where name.hasSuffix(".json") || name.hasSuffix(".error") || name.hasSuffix(".csv") {
            let path = "\(folder)/\(name)"
            do throws(WholeFile.Fault) {
                files[name] = try WholeFile.bytes(of: path, limit: Self.fileLimit)
            } catch {
                throw .unusable("\(path) \(error.words)", hint: "write it again with the call that its name says")
            }
        }
        guard !files.isEmpty else {
            throw .unusable("\(folder) holds no export", hint: "`glasswatch posture --collect FOLDER` writes one")
        }
    }

    /// Adds what a call said.
    mutating func add(_ call: ExportCall, output: [UInt8], error: [UInt8]) {
        files["\(call.name).json"] = output
        files["\(call.name).error"] = error.isEmpty ? nil : error
    }

    /// What a call said.
    func answer(_ call: ExportCall) -> Answer {
        let name = "\(call.name).json"
        let error = files["\(call.name).error"] ?? []
        guard let content = files[name], content.contains(where: { !Self.isSpace($0) }) else {
            if let code = Self.code(in: error) { return .refused(code) }
            if error.contains(where: { !Self.isSpace($0) }) { return .unknown("\(call.name).error has no code of AWS") }
            guard files[name] != nil else { return .unknown("\(name) is missing") }
            return call.mayBeEmpty ? .value(.object([])) : .unknown("\(name) is empty")
        }
        do throws(JSONValue.Fault) {
            let value = try JSONValue(document: content, limit: Self.fileLimit)
            guard case .object = value else { return .unknown("\(name) is no JSON object") }
            guard !Self.isCut(value) else { return .unknown("\(name) is only the first page of the answer") }
            return .value(value)
        } catch {
            return .unknown("\(name), byte \(error.offset): \(error.message)")
        }
    }

    /// The account that was asked; nil when the export does not say.
    package var account: String? {
        guard case .value(let value) = answer(.caller) else { return nil }
        return value.text(at: "Account")
    }

    /// The partition, such as `aws` or `aws-us-gov`.
    var partition: String {
        guard case .value(let value) = answer(.caller) else { return "aws" }
        return value.text(at: "Arn").flatMap { ARN($0)?.partition } ?? "aws"
    }

    private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

    private static func isCut(_ value: JSONValue) -> Bool {
        value["IsTruncated"]?.truth == true || value["NextToken"]?.text?.isEmpty == false
    }

    /// The code in `An error occurred (CODE) when calling …`, the words of every version of the `aws` command.
    static func code(in error: [UInt8]) -> String? {
        let text = String(decoding: error, as: UTF8.self)
        let beginning = "An error occurred ("
        for line in text.split(whereSeparator: { $0.isNewline }) {
            guard let start = line.firstRange(of: beginning)?.upperBound else { continue }
            let code = line[start...].prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
            if !code.isEmpty, line[code.endIndex...].hasPrefix(")") { return String(code) }
        }
        return nil
    }
}
