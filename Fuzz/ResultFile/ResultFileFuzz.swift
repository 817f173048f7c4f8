// SPDX-License-Identifier: Apache-2.0
//
// Reads any bytes as the result of an audit: nothing crashes, and what is read has exactly one form.

import AuditResult

func fuzz(_ input: [UInt8]) {
    do throws(ResultError) {
        let file = try ResultFile(bytes: input)
        require(file.encoded == input, "a result has one form")
        require(file.failures.isEmpty == (file.verdict == .breakGlass), "a bad verdict has its reasons")
    } catch { require(!"\(error)".isEmpty, "an error has words") }
}
