// SPDX-License-Identifier: Apache-2.0
//
// The one byte form of a result: members in their order, no white space, only `"` and `\` escaped, one line end.

import LedgerTimes
import PublicHashes
import PublicTexts

/// Writes values as JSON in the one form that results have.
struct ResultWriter {
    private(set) var bytes: [UInt8] = []
    private var isFirst = true

    mutating func object(_ write: (inout ResultWriter) -> Void) { enclose("{", "}", write) }

    mutating func array<Item>(_ items: [Item], _ write: (inout ResultWriter, Item) -> Void) {
        enclose("[", "]") { writer in
            for item in items {
                writer.separate()
                write(&writer, item)
            }
        }
    }

    mutating func member(_ name: String, _ write: (inout ResultWriter) -> Void) {
        separate()
        text(name.utf8)
        bytes.append(UInt8(ascii: ":"))
        write(&self)
    }

    mutating func member(_ name: String, _ value: PublicText) { member(name) { $0.text(value.utf8) } }
    mutating func member(_ name: String, _ value: String) { member(name) { $0.text(value.utf8) } }
    mutating func member(_ name: String, _ value: UInt64) { member(name) { $0.bytes += Array("\(value)".utf8) } }
    mutating func member(_ name: String, _ value: TreeHash) { member(name, Self.hexadecimal(value)) }
    mutating func member(_ name: String, _ value: LedgerTime) { member(name, value.description) }
    mutating func member(_ name: String, _ values: [PublicText]) {
        member(name) { $0.array(values) { $0.text($1.utf8) } }
    }

    mutating func endLine() { bytes.append(0x0A) }

    private mutating func enclose(_ first: Character, _ last: Character, _ write: (inout ResultWriter) -> Void) {
        bytes += Array(first.utf8)
        isFirst = true
        write(&self)
        bytes += Array(last.utf8)
        isFirst = false
    }

    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    private mutating func text(_ content: some Sequence<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        for byte in content {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static let digits = Array("0123456789abcdef")

    /// A hash in 64 lowercase hexadecimal digits.
    static func hexadecimal(_ hash: TreeHash) -> String {
        String(hash.bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

extension ResultFile {
    /// The file's bytes.
    package var encoded: [UInt8] {
        var writer = ResultWriter()
        writer.object { file in
            file.member("format", Self.format)
            file.member("version", Self.version)
            file.member("program", program)
            file.member("time", time)
            file.member("account", account)
            if let opening {
                file.member("opening") { member in
                    member.object {
                        $0.member("ledger", opening.ledger)
                        $0.member("entry", opening.entry)
                    }
                }
            }
            file.member("inputs") { inputs.write(to: &$0) }
            file.member("verdict", verdict.rawValue)
            file.member("failed") { $0.array(failures) { $1.write(to: &$0) } }
            file.member("sessions") { sessions.write(to: &$0) }
            file.member("standing") { member in
                member.object {
                    $0.member("count", standing.count)
                    $0.member("changes") { $0.array(standing.first) { $1.write(to: &$0) } }
                }
            }
            file.member("alerts") { $0.array(alerts) { $1.write(to: &$0) } }
            file.member("coverage") { coverage.write(to: &$0) }
        }
        writer.endLine()
        return writer.bytes
    }
}

extension ResultInputs {
    fileprivate func write(to writer: inout ResultWriter) {
        writer.object { inputs in
            inputs.member("count", count)
            inputs.member("bytes", bytes)
            inputs.member("digest", digest)
            inputs.member("files") { list in
                list.array(files) { writer, file in
                    writer.object {
                        $0.member("name", file.name)
                        $0.member("bytes", file.bytes)
                        $0.member("digest", file.digest)
                    }
                }
            }
        }
    }
}

extension ResultFile.Failure {
    fileprivate func write(to writer: inout ResultWriter) {
        writer.object {
            $0.member("finding", finding)
            $0.member("count", events.count)
            $0.member("events", events.first)
        }
    }
}

extension ResultFile.Sessions {
    fileprivate func write(to writer: inout ResultWriter) {
        writer.object {
            $0.member("count", count)
            if let span {
                $0.member("first", span.from)
                $0.member("last", span.until)
            }
        }
    }
}

extension ResultFile.Change {
    fileprivate func write(to writer: inout ResultWriter) {
        writer.object {
            $0.member("event", event)
            $0.member("act", act)
            $0.member("close", close)
        }
    }
}

extension ResultFile.Alert {
    fileprivate func write(to writer: inout ResultWriter) {
        writer.object {
            $0.member("channel", channel)
            if let arrived { $0.member("arrived", arrived) }
            $0.member("in_time", inTime.rawValue)
        }
    }
}

extension ResultFile.Coverage {
    fileprivate func write(to writer: inout ResultWriter) {
        writer.object { coverage in
            switch self {
            case .all: coverage.member("digests", "all")
            case .nothing: coverage.member("digests", "none")
            case .part(let uncovered):
                coverage.member("digests", "part")
                coverage.member("count", uncovered.count)
                coverage.member("uncovered") { list in
                    list.array(uncovered.first) { writer, span in
                        writer.object {
                            $0.member("from", span.from)
                            $0.member("until", span.until)
                        }
                    }
                }
            }
        }
    }
}
