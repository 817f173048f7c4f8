// SPDX-License-Identifier: Apache-2.0

/// Pages damaged as by paper, scanners and cameras.
enum DamagedPage {
    /// Makes the 33 variants of a scan at 300 dpi, or the first `limit` of them.
    static func all(of scan: String, in folder: String, limit: Int) -> [String] {
        let changed = variants.map { [scan] + $0.split(separator: " ").map { String($0).replacing("_", with: " ") } }
        let pictures = (changed + blottedPages(of: scan, in: folder)).prefix(limit)
        return pictures.enumerated().map { index, options in
            let kind = options.contains("-quality") ? "jpeg" : "png"
            let page = "\(folder)/damaged\(index).\(kind)"
            _ = ProgramRun("convert", options + ["-colorspace", "Gray", "-depth", "8", page])
            return page
        }
    }

    /// Draws the same codes at known places, so that a blot can cover a set share of each: 5, 10 and 16 %.
    private static func blottedPages(of scan: String, in folder: String) -> [[String]] {
        let read = ProgramRun("zbarimg", ["-q", "--raw", "-Sdisable", "-Sqrcode.enable", scan]).output
        let texts = read.split(separator: "\n").filter { $0.starts(with: "BG") }.map { String($0) }
        var page = ["-size", "2480x3508", "xc:white"]
        var blots: [[String]] = [[], [], []]
        for (index, text) in texts.enumerated() {
            // Six pixels per module, and a margin of four modules.
            let code = "\(folder)/code\(index).png"
            let isShare = text.hasPrefix("BGS1")
            _ = ProgramRun("qrencode", ["-l", isShare ? "Q" : "M", "-s", "6", "-m", "4", "-o", code, text])
            let width = Double(ProgramRun("identify", ["-format", "%w", code]).output)!
            let (left, top) = (200 + index % 3 * 700, 300 + index / 3 * 700)
            page += [code, "-geometry", "+\(left)+\(top)", "-composite"]
            for (blot, percent) in [5.0, 10, 16].enumerated() {
                let radius = (width - 48) * (percent / 100 / .pi).squareRoot()
                let (x, y) = (Double(left) + width / 2, Double(top) + width / 2)
                blots[blot] += ["-draw", "circle \(x),\(y) \(x + radius),\(y)"]
            }
        }
        return blots.map { page + ["-fill", "black"] + $0 }
    }

    private static let variants =
        ["+repage"]
        + ["25%", "33.333%", "50%", "66.667%"].map { "-resize \($0)" }
        + [1, 7, 30, 45, 90, 180].map { "-background white -rotate \($0)" }
        + [1, 2, 3, 4, 5].map { "-blur 0x\($0)" }
        + ["0.2", "0.5", "1"].map { "-attenuate \($0) +noise Gaussian" }
        + [
            "-virtual-pixel white -distort Perspective 0,0,150,120,2480,0,2300,0,2480,3508,2480,3508,0,3508,0,3300",
            "-virtual-pixel white -distort Perspective 0,0,500,300,2480,0,2100,100,2480,3508,2480,3508,0,3508,0,3300",
            // Folded twice.
            "-fill gray(120) -draw rectangle_0,860,2480,866 -draw rectangle_1180,0,1186,3508",
            "-level-colors gray(200),gray(240)",
            "-level-colors gray(10),gray(50)",
            "( -size 2480x3508 gradient:white-gray(60) ) -compose Multiply -composite",
            "-flop",
            "-negate",
            // Thermal paper.
            "-level-colors gray(70),gray(190) -blur 0x1.2 -attenuate 0.3 +noise Gaussian",
            "-quality 20",
            // A phone's photo.
            "-background gray(90) -rotate 12 -resize 45% -blur 0x0.8 -attenuate 0.15 +noise Gaussian -quality 70",
        ]
}
