// SPDX-License-Identifier: Apache-2.0

/// Text as a shell reads it: commands, each of them the words that a program is given.
///
/// Variables stay as they are written, and `$(…)` becomes a word of its own kind, whose commands are commands too.
struct ShellText {
    /// What may stand before a command's name.
    private static let prefixes: Set = ["sudo", "if", "then", "while", "do", "!"]

    private(set) var commands: [[String]] = []

    private let letters: [Character]
    private var place = 0

    init(_ text: String) {
        letters = Array(text)
        read(until: nil)
    }

    /// What a program is given by each command that runs it.
    func arguments(of program: WrittenProgram) -> [[String]] {
        commands.compactMap { words in
            let command = words.drop { Self.prefixes.contains($0) }
            guard let name = command.first, name == program.rawValue || name.hasSuffix("/\(program.rawValue)") else {
                return nil
            }
            return Array(command.dropFirst())
        }
    }

    private mutating func next() -> Character? {
        guard place < letters.count else { return nil }
        defer { place += 1 }
        return letters[place]
    }

    private mutating func skip(_ letter: Character) -> Bool {
        guard place < letters.count, letters[place] == letter else { return false }
        place += 1
        return true
    }

    /// A word that is being read, those before it, and whether the word is a file that a redirection names.
    private struct Line {
        var words: [String] = []
        var word: String?
        var isRedirected = false

        mutating func add(_ text: String) { word = (word ?? "") + text }

        mutating func endWord() {
            if let word, !isRedirected { words.append(word) }
            if word != nil { isRedirected = false }
            word = nil
        }
    }

    private mutating func end(_ line: inout Line) {
        line.endWord()
        if !line.words.isEmpty { commands.append(line.words) }
        line = Line()
    }

    private mutating func read(until closing: Character?) {
        var line = Line()
        while let letter = next(), letter != closing {
            switch letter {
            case " ", "\t": line.endWord()
            case "\n", ";", "&", "|", "(", ")": end(&line)
            case "<", ">":
                if line.word?.allSatisfy(\.isNumber) == true { line.word = nil }
                line.endWord()
                line.isRedirected = true
            case "#" where line.word == nil:
                while place < letters.count, letters[place] != "\n" { place += 1 }
            case "'":
                line.add("")
                while let quoted = next(), quoted != "'" { line.add(String(quoted)) }
            case "\"": line.add(quoted())
            case "\\":
                if !skip("\n"), let escaped = next() { line.add(String(escaped)) }
            case "$" where skip("("): line.add(substitution())
            default: line.add(String(letter))
            }
        }
        end(&line)
    }

    private mutating func quoted() -> String {
        var text = ""
        while let letter = next(), letter != "\"" {
            switch letter {
            case "$" where skip("("): text += substitution()
            case "\\":
                guard !skip("\n"), let escaped = next() else { continue }
                text += "\"\\$`".contains(escaped) ? String(escaped) : "\\\(escaped)"
            default: text.append(letter)
            }
        }
        return text
    }

    private mutating func substitution() -> String {
        read(until: ")")
        return "$()"
    }
}
