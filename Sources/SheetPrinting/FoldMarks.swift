// SPDX-License-Identifier: Apache-2.0
//
// The lower third goes up over the secret first, print on print; then the upper third goes back, so that its print
// shows outside. The secret then lies between two layers of paper, on either side.

/// The two dashed lines that tell where and how to fold.
struct FoldMarks {
    let frame: PageFrame

    func draw(on canvas: Canvas) {
        mark("Fold 2: this part above away from you, so that it shows outside", at: frame.upperFold, on: canvas)
        mark("Fold 1: the part below up towards you, over the secret", at: frame.lowerFold, on: canvas)
    }

    private func mark(_ words: String, at y: Double, on canvas: Canvas) {
        let words = "▸ \(words) ◂"
        let whole = frame.whole
        let style = TextStyle.caption.sized(7).aligned(.centre)
        let height = millimetres(3.4)
        let box = Box(x: whole.x + whole.width * 0.2, y: y - height / 2, width: whole.width * 0.6, height: height)
        canvas.text(words, in: box, style)
        // The line stops short of the words.
        canvas.line(fromX: whole.x, y: y, toX: box.x, y: y, dash: 3)
        canvas.line(fromX: box.right, y: y, toX: whole.right, y: y, dash: 3)
    }
}
