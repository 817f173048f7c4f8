// SPDX-License-Identifier: Apache-2.0

package import SecretMemory
import ShareEnvelope

/// Makes passphrases that people can write down: Diceware words from the system's random source.
package enum PassphraseGenerator {
    /// Words in a custodian's passphrase: 77 bits, behind Argon2id.
    package static let custodianWordCount = 6

    /// Draws words, separated by blanks.
    ///
    /// - Parameter count: each word is worth log₂ 7,776 = 12.9 bits.
    package static func words(_ count: Int = custodianWordCount) -> SecretBytes {
        var passphrase = SecretWriter(capacity: count * 10)
        for place in 0..<count {
            if place > 0 { passphrase.append(0x20) }
            append(word: uniform(below: PassphraseWords.count), to: &passphrase)
        }
        return passphrase.finish()
    }

    /// Whether what was typed is a generated passphrase, apart from case and blanks.
    package static func isSame(_ typed: borrowing SecretBytes, as made: borrowing SecretBytes) -> Bool {
        if typed.isEqual(to: made) { return true }
        guard let normal = StretchedPassphrase.normalised(typed) else { return false }
        return normal.isEqual(to: made)
    }

    /// Draws letters, digits, and marks: the password that `--generate` makes.
    ///
    /// The alphabet has 64 characters, each worth six bits. Its only marks are `-` and `_`, so that no character needs
    /// quoting in a URL or a shell.
    package static func password(characterCount: Int = 32) -> SecretBytes {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        let random = SecretBytes(randomCount: characterCount)
        var password = SecretWriter(capacity: characterCount)
        for index in 0..<characterCount { password.append(alphabet[Int(random.span[index] & 63)]) }
        return password.finish()
    }

    /// A random number below `limit`, which is at most 65,536; draws that would favor some numbers are rejected.
    private static func uniform(below limit: Int) -> Int {
        let fair = 65_536 - 65_536 % limit
        while true {
            let random = SecretBytes(randomCount: 2)
            let number = Int(random.span[0]) << 8 | Int(random.span[1])
            if number < fair { return number % limit }
        }
    }

    /// Copies the word with this number; always goes through the whole list, whatever the number.
    private static func append(word number: Int, to passphrase: inout SecretWriter) {
        var current = 0
        PassphraseWords.text.withUTF8Buffer { text in
            for index in text.indices {
                let letter = unsafe text[index]
                if letter == 0x20 || letter == 0x0A {
                    current += 1
                } else if current == number {
                    passphrase.append(letter)
                }
            }
        }
    }
}
