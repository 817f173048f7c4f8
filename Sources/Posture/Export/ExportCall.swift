// SPDX-License-Identifier: Apache-2.0

/// One call of the `aws` command whose answer is a file of the export.
package struct ExportCall: Hashable, Sendable {
    package let service: String
    package let operation: String
    package let region: String?
    /// What the call is about, as the file's name has it.
    package let subject: String?
    /// What follows the operation on the command line.
    package let options: [String]
    /// Whether no output at all is an answer: "nothing is set".
    package let mayBeEmpty: Bool

    init(
        _ service: String, _ operation: String, region: String? = nil, subject: String? = nil, _ options: [String] = [],
        mayBeEmpty: Bool = false
    ) {
        self.service = service
        self.operation = operation
        self.region = region
        self.subject = subject
        self.options = options
        self.mayBeEmpty = mayBeEmpty
    }

    /// The arguments of `aws`.
    package var arguments: [String] {
        [service, operation] + options + (region.map { ["--region", $0] } ?? []) + ["--output", "json"]
    }

    /// The file's name without its ending: `SERVICE-OPERATION`, `@REGION` and `=SUBJECT` where the call has them.
    /// Anything but letters, digits, dots, hyphens and underscores is written as `%` and two hexadecimal digits.
    package var name: String {
        "\(service)-\(operation)" + (region.map { "@\($0)" } ?? "") + (subject.map { "=\(Self.written($0))" } ?? "")
    }

    /// The command that makes the file.
    package var command: String {
        "aws " + arguments.map(ShellWord.quoted).joined(separator: " ") + " > " + ShellWord.quoted("\(name).json")
            + " 2> " + ShellWord.quoted("\(name).error")
    }

    private static func written(_ text: String) -> String {
        var written = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                written.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                written += "%" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return written
    }
}

/// Words of a command line as a shell reads them.
package enum ShellWord {
    /// The word, in quotation marks where a shell would read it in another way.
    package static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "@%+=:,./-_".utf8.contains(byte)
            }
        }
        guard !plain || word.isEmpty else { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
