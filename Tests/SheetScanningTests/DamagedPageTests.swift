// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SheetScanning

/// What paper, scanners and cameras do to a page.
struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let options: [String]
    var format = "png"

    var testDescription: String { name }

    init(_ name: String, _ options: String, format: String = "png") {
        self.name = name
        self.options = options.split(separator: " ").map(String.init)
        self.format = format
    }

    static let bearable =
        [0, 1, 7, 30, 45, 60, 90, 133, 180, 270, 315].map {
            Damage("turned by \($0)°", "-background white -rotate \($0)")
        }
        + [75, 100, 150, 200].map { Damage("\($0) dpi", "-resize \(100.0 * Double($0) / 300)%") }
        + [1.0, 2.0, 3.0].map { Damage("blur of \($0) pixels", "-blur 0x\($0)") }
        + [0.2, 0.5, 1.0].map { Damage("noise of \($0)", "-attenuate \($0) +noise Gaussian -depth 8") }
        + [
            Damage("noise of 1 at 150 dpi", "-resize 50% -attenuate 1 +noise Gaussian -depth 8"),
            Damage("a span of 40 grey levels, light", "-level-colors gray(200),gray(240)"),
            Damage("a span of 40 grey levels, middle", "-level-colors gray(100),gray(140)"),
            Damage("a span of 40 grey levels, dark", "-level-colors gray(10),gray(50)"),
            Damage(
                "a span of 20 grey levels with noise",
                "-level-colors gray(150),gray(170) -attenuate 0.02 +noise Gaussian"),
            Damage("JPEG at quality 20", "-quality 20", format: "jpeg"),
            Damage("JPEG at quality 20, 150 dpi", "-resize 50% -quality 20", format: "jpeg"),
            Damage("JPEG in colour, progressive", "-colorspace sRGB -interlace Plane -quality 60", format: "jpeg"),
            Damage("skewed", "-background white -shear 8x5"),
            Damage(
                "seen from the side",
                "-virtual-pixel white -distort Perspective 0,0,150,120,2480,0,2300,0,2480,3508,2480,3508,0,3508,0,3300"),
            Damage("black and white, no grey", "-threshold 60% -type bilevel"),
            Damage("palette of 4 colours", "-colors 4 -type Palette"),
            Damage("16 bits a channel", "-depth 16"),
            Damage("transparent paper", "-transparent white"),
            Damage(
                "a shadow over the page", "( -size 2480x3508 gradient:white-gray(60) ) -compose Multiply -composite"),
            Damage("mirrored", "-flop"),
            Damage(
                "turned, blurred, noisy and grey",
                "-background white -rotate 5 -blur 0x1.5 -level-colors gray(60),gray(180) -attenuate 0.2 +noise Gaussian -quality 60",
                format: "jpeg"),
            Damage(
                "a phone's photo",
                "-background gray(90) -rotate 12 -resize 45% -blur 0x0.8 -attenuate 0.15 +noise Gaussian -quality 70",
                format: "jpeg"),
            Damage("TIFF with LZW", "-compress LZW", format: "tiff"),
            Damage("TIFF as a fax", "-threshold 50% -compress Group4", format: "tiff"),
        ]
}

@Suite("Every code of a page is read from a damaged image")
struct DamagedPageTests {
    @Test("whatever paper, scanner and camera did to it", arguments: Damage.bearable)
    func damaged(damage: Damage) async throws {
        let file = try await Page.damaged(damage.options, as: damage.format)
        let found = try Page.decode(file)
        #expect(Set(found.texts) == Set(Page.texts))
        #expect(found.pageCount == 1)
    }

    @Test("text on the page is no code, and an empty page shows nothing")
    func noCodes() async throws {
        let text = try await Page.run(
            "convert",
            ["-size", "1240x1754", "xc:white", "-pointsize", "40", "-annotate", "+100+200", "A letter", "png:-"])
        #expect(try Page.decode(text).texts == [])
        let empty = try await Page.run("convert", ["-size", "1240x1754", "xc:white", "png:-"])
        #expect(try Page.decode(empty).texts == [])
    }

    @Test("a code of another maker is read as it is, byte for byte")
    func foreign() async throws {
        let uri = "otpauth://totp/Demo:ana?secret=GEZDGNBVGY3TQOJQ&issuer=Demo"
        #expect(try Page.decode(try await Page.run("qrencode", ["-o", "-", uri])).texts == [uri])
    }

    @Test("a code that is there twice is told once")
    func twice() async throws {
        let file = try await Page.damaged(["(", "+clone", ")", "-append"])
        #expect(try Page.decode(file).texts.count == Page.texts.count)
    }
}
