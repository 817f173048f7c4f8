// SPDX-License-Identifier: Apache-2.0
//
// Papers that people read, fill in and sign: scripts of ceremonies and their records. Nothing on them is secret. What
// stands on one is a list of blocks; `DocumentDrawing` lays it out.

/// A paper of as many pages as it takes.
public struct PaperDocument: Hashable, Sendable {
    /// The title that viewers show.
    public let title: String
    /// What stands at the head of each page, on the left.
    public let head: String
    /// What stands there on the right, such as "PRACTICE".
    public let mark: String
    /// What stands at the foot of each page, beside its number.
    public let foot: String
    /// The moment of the file's metadata.
    public let created: CreationTime
    /// What stands on it.
    public let blocks: [PaperBlock]

    /// Makes a paper.
    public init(title: String, head: String, mark: String, foot: String, created: CreationTime, blocks: [PaperBlock]) {
        self.title = title
        self.head = head
        self.mark = mark
        self.foot = foot
        self.created = created
        self.blocks = blocks
    }
}

/// A part of a paper, from the left margin to the right one.
public indirect enum PaperBlock: Hashable, Sendable {
    /// What the paper is: a small line, a large one, and one below.
    case title(over: String, String, under: String)
    /// The name of a chapter.
    case heading(String)
    /// The name of a part of a chapter.
    case subheading(String)
    /// Sentences.
    case text([PaperText])
    /// A table.
    case table(PaperTable)
    /// Fields side by side, so many in a row, each with a small name.
    case fields([PaperField], perRow: Int)
    /// Lines to write on side by side, each with a name below it.
    case signatures([String])
    /// Room to write, with a small name above it and so many lines.
    case writing(String, lines: Int)
    /// Boxes to tick, one of them, behind a sentence.
    case choice(String, [String])
    /// A ledger's checkpoint.
    case checkpoint(PrintedCheckpoint)
    /// Empty space, in millimetres.
    case space(Double)
    /// What follows begins a page.
    case newPage
    /// What is not torn apart by the end of a page.
    case together([PaperBlock])
}

/// A text with a bold beginning.
public struct PaperText: Hashable, Sendable {
    /// How it looks.
    public enum Look: Hashable, Sendable {
        /// As sentences are set.
        case plain
        /// For what the eye should meet first.
        case strong
        /// For remarks.
        case small
        /// For what is typed or compared letter by letter.
        case typed
        /// The same where it was typed already.
        case smallTyped
    }

    /// The bold beginning.
    public let lead: String
    /// The text.
    public let text: String
    /// How it looks.
    public let look: Look

    /// Makes a text.
    public init(_ text: String, lead: String = "", _ look: Look = .plain) {
        self.lead = lead
        self.text = text
        self.look = look
    }
}

/// A field that is filled in, by the program or by hand.
public struct PaperField: Hashable, Sendable {
    /// Its small name.
    public let name: String
    /// What stands in it; nothing where a person writes.
    public let value: String?

    /// Makes a field.
    public init(_ name: String, _ value: String? = nil) {
        self.name = name
        self.value = value
    }
}
