// SPDX-License-Identifier: Apache-2.0

/// Pages made to cost a reader as much time as possible, A4 at 300 dpi.
enum HostilePages {
    /// Makes `count` files, of five kinds in turn.
    static func files(in folder: String, count: Int) -> [String] {
        (0..<count).map { number in
            let file = "\(folder)/hostile\(number).jpeg"
            let size = 3 + number / 5
            switch number % 5 {
            case 0: tile(finderPattern(module: size, pitch: 8), over: file)
            case 1: tile(finderPattern(module: size, pitch: 13), over: file)
            case 2:
                let code = file + ".code.png"
                _ = ProgramRun("qrencode", ["-s", "\(size)", "-m", "2", "-o", code, "junk \(number)"])
                tile([code], over: file)
            case 3:
                _ = ProgramRun(
                    "convert",
                    ["-size", "2480x3508", "xc:gray", "-seed", "\(number)", "+noise", "Random", "-colorspace", "Gray"]
                        + ["-threshold", "50%", file])
            default:
                _ = ProgramRun(
                    "convert", ["-size", "2480x3508", "pattern:checkerboard", "-scale", "\(size * 20)%", file])
            }
            return file
        }
    }

    private static func finderPattern(module: Int, pitch: Int) -> [String] {
        func square(_ color: String, _ inset: Int) -> [String] {
            let (first, last) = (inset * module, (7 - inset) * module - 1)
            return ["-fill", color, "-draw", "rectangle \(first),\(first) \(last),\(last)"]
        }
        let side = pitch * module
        return ["-size", "\(side)x\(side)", "xc:white"] + square("black", 0) + square("white", 1) + square("black", 2)
    }

    private static func tile(_ picture: [String], over file: String) {
        let tile = file + ".tile.png"
        _ = ProgramRun("convert", picture + [tile])
        _ = ProgramRun("convert", ["-size", "2480x3508", "tile:\(tile)", file])
    }
}
