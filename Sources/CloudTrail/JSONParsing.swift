// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
    /// Parses one value, strictly, of at most 4 MiB and 100 levels. An object may name a member twice, and halves of
    /// surrogate pairs become U+FFFD. Throws what is wrong, with the offset in the text.
    package init(parsing text: [UInt8], file: String) throws(ReadingProblem) {
        do {
            self = try RecordParser().parse(text).value
        } catch {
            throw ReadingProblem(error, file: file)
        }
    }
}
