// SPDX-License-Identifier: Apache-2.0
//
// The upper third folds back, so that its print is on the outside. The lower third folds up over the secret, print on
// print. The secret is then between two layers of paper, whichever fold is made first.

/// The two dashed lines that show where and how to fold.
struct FoldMarks {
    let frame: PageFrame

    func draw(on canvas: Canvas) {
        mark(
            "Fold 1: fold the top part back, away from you, so that it is outside", at: frame.upperFold, on: canvas
        )
        mark("Fold 2: fold the bottom part up, over the secret", at: frame.lowerFold, on: canvas)
    }

    private func mark(_ words: String, at y: Double, on canvas: Canvas) {
        let whole = frame.whole
        let style = TextStyle.caption.sized(7.5).aligned(.centre)
        let height = millimetres(3.4)
        let width = canvas.size(of: words, style).width + millimetres(5)
        let box = Box(x: whole.x + (whole.width - width) / 2, y: y - height / 2, width: width, height: height)
        canvas.text(words, in: box, style)
        // The line stops before the words.
        canvas.line(fromX: whole.x, y: y, toX: box.x, y: y, dash: 3)
        canvas.line(fromX: box.right, y: y, toX: whole.right, y: y, dash: 3)
    }
}
