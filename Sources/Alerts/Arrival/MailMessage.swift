// SPDX-License-Identifier: Apache-2.0

import CloudTrail

/// A message in Internet mail format (RFC 5322 and MIME), as far as an alert needs it.
struct MailMessage {
    private(set) var headers: [(name: String, value: String)] = []
    /// The text of all text parts; the plain one where a message offers both forms.
    private(set) var text = ""

    private static let depthLimit = 10

    /// nil if the bytes do not begin with headers of mail.
    init?(_ bytes: [UInt8]) {
        guard let message = MailMessage(part: bytes[...], depth: 0), message.isMail else { return nil }
        self = message
    }

    private var isMail: Bool {
        let known = ["received", "from", "to", "subject", "date", "message-id", "delivered-to", "return-path"]
        return headers.count { known.contains($0.name) } >= 2
    }

    private init?(part: ArraySlice<UInt8>, depth: Int) {
        guard depth < Self.depthLimit else { return nil }
        var rest = part
        while let line = Self.line(&rest), !line.isEmpty {
            let text = Self.latinOrUTF8(line)
            if let first = text.first, first == " " || first == "\t" {
                guard !headers.isEmpty else { return nil }
                headers[headers.count - 1].value += " " + text.trimmedOfSpace
            } else if let colon = text.firstIndex(of: ":") {
                let name = text[..<colon].lowercased()
                guard !name.isEmpty, name.allSatisfy({ $0.isASCII && $0 > " " }) else { return nil }
                headers.append((name, String(text[text.index(after: colon)...]).trimmedOfSpace))
            } else if headers.isEmpty, text.hasPrefix("From ") {
                continue  // The first line of a message in an mbox file.
            } else {
                return nil
            }
        }
        text = content(of: rest, depth: depth)
    }

    /// The values of all headers of a name, from the top.
    func values(of name: String) -> [String] { headers.filter { $0.name == name }.map { $0.value } }

    /// When the message came in: the newest `Received`, which the receiving server wrote, or else `Date`.
    var arrival: EventTime? {
        if let received = values(of: "received").first, let semicolon = received.lastIndex(of: ";"),
            let time = MailDate.time(received[received.index(after: semicolon)...])
        {
            return time
        }
        return values(of: "date").first.flatMap { MailDate.time($0[...]) }
    }

    /// The addresses that the message was sent or delivered to, in lower case.
    var recipients: [String] {
        ["to", "cc", "delivered-to", "x-original-to"].flatMap { values(of: $0) }.flatMap { value in
            value.split(whereSeparator: { " <>,;\"".contains($0) }).filter { $0.contains("@") }.map { $0.lowercased() }
        }
    }

    private func content(of body: ArraySlice<UInt8>, depth: Int) -> String {
        let (type, parameters) = MailMessage.parameters(of: values(of: "content-type").first ?? "text/plain")
        if type.hasPrefix("multipart/"), let boundary = parameters["boundary"] {
            let parts = MailMessage.parts(of: body, boundary: boundary)
                .compactMap { MailMessage(part: $0, depth: depth + 1) }.filter { !$0.text.isEmpty }
            if type == "multipart/alternative", let plain = parts.first(where: { !$0.isHTML }) { return plain.text }
            return parts.map { $0.text }.joined(separator: "\n")
        }
        let coding = values(of: "content-transfer-encoding").first?.lowercased() ?? "7bit"
        let decoded: [UInt8] =
            switch coding {
            case "base64": MailCoding.base64(body)
            case "quoted-printable": MailCoding.quotedPrintable(body)
            default: Array(body)
            }
        if type == "message/rfc822" { return MailMessage(part: decoded[...], depth: depth + 1)?.text ?? "" }
        guard type.hasPrefix("text/") || type == "application/json" else { return "" }
        let text = MailMessage.latinOrUTF8(decoded[...])
        return isHTML ? MailCoding.textOfHTML(text) : text
    }

    private var isHTML: Bool { values(of: "content-type").first?.lowercased().hasPrefix("text/html") ?? false }

    /// A line without its end; nil when nothing is left.
    private static func line(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
        var line = rest[..<end]
        rest = rest[min(end + 1, rest.endIndex)...]
        if line.last == 0x0D { line = line.dropLast() }
        return line
    }

    private static func parts(of body: ArraySlice<UInt8>, boundary: String) -> [ArraySlice<UInt8>] {
        let separator = Array("--\(boundary)".utf8)
        var parts: [ArraySlice<UInt8>] = []
        var start: Int?
        var rest = body
        while true {
            let place = rest.startIndex
            guard let line = line(&rest) else { break }
            guard line.starts(with: separator) else { continue }
            if let start { parts.append(body[start..<place]) }
            start = rest.startIndex
            if line.dropFirst(separator.count).starts(with: Array("--".utf8)) { return parts }
        }
        if let start, start < body.endIndex { parts.append(body[start...]) }
        return parts
    }

    private static func parameters(of header: String) -> (type: String, parameters: [String: String]) {
        let pieces = header.split(separator: ";").map { String($0).trimmedOfSpace }
        var parameters: [String: String] = [:]
        for piece in pieces.dropFirst() {
            guard let sign = piece.firstIndex(of: "=") else { continue }
            let value = String(piece[piece.index(after: sign)...]).trimmedOfSpace
            let isQuoted = value.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"")
            parameters[piece[..<sign].lowercased()] = isQuoted ? String(value.dropFirst().dropLast()) : value
        }
        return (pieces.first?.lowercased() ?? "", parameters)
    }

    /// UTF-8, or else Latin-1, in which each byte is its own character.
    private static func latinOrUTF8(_ bytes: ArraySlice<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self)
            ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}

extension String {
    /// Without white space at both ends.
    var trimmedOfSpace: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
