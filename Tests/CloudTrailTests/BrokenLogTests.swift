// SPDX-License-Identifier: Apache-2.0

import CloudTrail
import Testing

@Suite("Broken logs")
struct BrokenLogTests {
    private func read(_ text: String) -> (ids: [String?], problems: [ReadingProblem]) {
        let read = LogEvent.events(inJSON: Array(text.utf8), file: "test")
        return (read.events.map { $0.id }, read.problems)
    }

    @Test("a broken record in a list is told with its place, and the others are read")
    func brokenRecord() throws {
        let text = SampleRecord.file(4).replacing(#""eventID":"id-1""#, with: #""eventID":"id-1",,"#)
        let (ids, problems) = read(text)
        #expect(ids == SampleRecord.ids([0, 2, 3]))
        let offset = try #require(problems.first?.offset)
        #expect(problems.count == 1)
        #expect(text.utf8.dropFirst(offset).starts(with: #"{"eventVersion""#.utf8))
    }

    @Test("a broken line does not take the next one along")
    func brokenLines() {
        var lines = SampleRecord.texts(5)
        lines[1] = String(lines[1].prefix(200))
        lines[3].removeLast()
        let (ids, problems) = read(lines.joined(separator: "\n"))
        #expect(ids == SampleRecord.ids([0, 2, 4]))
        #expect(problems.count == 2)
    }

    @Test("a file that is cut off anywhere gives all records before the cut and one problem")
    func truncation() {
        let whole = SampleRecord.file(3)
        for length in stride(from: 1, to: whole.utf8.count, by: 7) {
            let text = String(decoding: Array(whole.utf8.prefix(length)), as: UTF8.self)
            let (ids, problems) = read(text)
            let complete = (0..<3).filter { text.contains(#""eventID":"id-\#($0)","readOnly":true,"# + tail) }
            #expect(ids == SampleRecord.ids(complete))
            #expect(problems.count == 1, "after \(length) bytes")
        }
    }

    private let tail = #""eventType":"AwsApiCall","recipientAccountId":"111122223333"}"#

    @Test("bytes that are not UTF-8 spoil their record only")
    func notUTF8() {
        var bytes = Array(SampleRecord.file(3).utf8)
        let place = Array(#""eventID":"id-1""#.utf8)
        for start in bytes.indices where bytes[start...].starts(with: place) { bytes[start + 11] = 0xFF }
        let read = LogEvent.events(inJSON: bytes, file: "test")
        #expect(read.events.map { $0.id } == SampleRecord.ids([0, 2]))
        #expect(read.problems.count == 1)
    }

    @Test("a field that is there twice is told, and the first one counts")
    func duplicates() {
        let (ids, problems) = read(#"{"eventID":"first","eventID":"second","eventName":"X"}"#)
        #expect(ids == ["first"])
        #expect(problems.contains { $0.message.contains("twice") })
    }

    @Test("half of a surrogate pair is told and replaced")
    func surrogates() {
        let read = LogEvent.events(
            inJSON: Array(#"{"eventID":"a","eventName":"X\ud800y","userAgent":"\ud83d\ude00"}"#.utf8), file: "test")
        #expect(read.events.first?.name == "X\u{FFFD}y")
        #expect(read.events.first?.agent == "😀")
        #expect(read.problems.count == 1)
    }

    @Test("deep nesting is refused, whether in a record or around it")
    func depth() {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        let (ids, problems) = read(
            #"{"Records":[{"eventID":"a","requestParameters":\#(deep)},{"eventID":"b"}]}"#)
        #expect(ids == ["b"])
        #expect(problems.count == 1)
        for text in [deep, String(repeating: "[", count: 100_000), String(repeating: #"{"detail":"#, count: 50_000)] {
            #expect(read(text).ids.isEmpty)
            #expect(!read(text).problems.isEmpty)
        }
    }

    @Test(
        "values outside the grammar of JSON are refused with their record",
        arguments: ["01", "+1", "1.", ".5", "1e", "nul", "True", "'x'", "[1,]", #"{"a"}"#, #"{"a":1,}"#, "\"\u{1}\""])
    func grammar(value: String) {
        let (ids, problems) = read(#"[{"eventID":"a","requestParameters":\#(value)},{"eventID":"b"}]"#)
        #expect(ids == ["b"])
        #expect(problems.count == 1)
    }

    @Test(
        "what is no log is told once",
        arguments: ["", " \n", "hello\nworld\n", "PAR1", "null", "42", #"{"a":1}"#, "[1]", "\0\0\0\0"])
    func noLog(text: String) {
        let (ids, problems) = read(text)
        #expect(ids.isEmpty)
        #expect(problems.count == 1)
    }

    @Test("a file of nothing but problems does not list them all")
    func manyProblems() {
        let (ids, problems) = read(#"{"eventID":"a"}"# + String(repeating: "\n{\"a\":1}", count: 1_000))
        #expect(ids == ["a"])
        #expect(problems.count == 100)
    }
}
