// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SheetScanning

/// What paper, scanners and cameras do to a page.
struct Damage: Sendable, CustomTestStringConvertible {
    let name: String
    let options: [String]
    var format = "png"
    /// Whether the codes lie loose on the page, where their places are known.
    var isLoose = false

    var testDescription: String { name }

    init(_ name: String, _ options: String, format: String = "png", isLoose: Bool = false) {
        self.name = name
        // What ImageMagick draws is one word with blanks in it.
        self.options = options.split(separator: " ").map { String($0).replacing("_", with: " ") }
        self.format = format
        self.isLoose = isLoose
    }

    /// What may happen to one sheet at 300 dpi: 33 variants.
    static let variants =
        [Damage("as it is", "+repage")]
        + [75, 100, 150, 200].map { Damage("\($0) dpi", "-resize \(100.0 * Double($0) / 300)%") }
        + [1, 7, 30, 45, 90, 180].map { Damage("turned by \($0)°", "-background white -rotate \($0)") }
        + [1, 2, 3, 4, 5].map { Damage("blur of \($0) pixels", "-blur 0x\($0)") }
        + [0.2, 0.5, 1.0].map { Damage("noise of \($0)", "-attenuate \($0) +noise Gaussian -depth 8") }
        + [5, 10].map { Damage("blots over \($0) % of each code", blots(percent: $0), isLoose: true) }
        + [
            unbearable,
            Damage(
                "folded",
                "-fill gray(120) -draw rectangle_0,1166_2480,1172 -draw rectangle_0,2336_2480,2342 -draw rectangle_1237,0_1243,3508"
            ),
            Damage(
                "seen from the side",
                "-virtual-pixel white -distort Perspective 0,0,150,120,2480,0,2300,0,2480,3508,2480,3508,0,3508,0,3300"),
            Damage(
                "seen from far to the side",
                "-virtual-pixel white -distort Perspective 0,0,500,300,2480,0,2100,100,2480,3508,2480,3508,0,3508,0,3300"
            ),
            Damage("a span of 40 grey levels, light", "-level-colors gray(200),gray(240)"),
            Damage("a span of 40 grey levels, dark", "-level-colors gray(10),gray(50)"),
            Damage(
                "a shadow over the page", "( -size 2480x3508 gradient:white-gray(60) ) -compose Multiply -composite"),
            Damage("mirrored", "-flop"),
            Damage("white on black", "-negate"),
            Damage(
                "thermal paper", "-level-colors gray(70),gray(190) -blur 0x1.2 -attenuate 0.3 +noise Gaussian -depth 8"),
            Damage("JPEG at quality 20", "-quality 20", format: "jpeg"),
            Damage(
                "a phone's photo",
                "-background gray(90) -rotate 12 -resize 45% -blur 0x0.8 -attenuate 0.15 +noise Gaussian -quality 70",
                format: "jpeg"),
        ]

    /// The one of the variants that leaves no more than the share: the other codes have less to spare.
    static let unbearable = Damage("blots over 16 % of each code", blots(percent: 16), isLoose: true)

    /// A black disc in the middle of each code of ``Page/loose``.
    private static func blots(percent: Double) -> String {
        "-fill black "
            + Page.places.map { place in
                let middle = (x: place.x + place.side / 2, y: place.y + place.side / 2)
                let radius = (Double(place.side * place.side) * percent / 100 / .pi).squareRoot()
                return "-draw circle_\(middle.x),\(middle.y)_\(middle.x + Int(radius.rounded())),\(middle.y)"
            }.joined(separator: " ")
    }

    /// More that a page must bear.
    static let bearable =
        [60, 133, 270, 315].map { Damage("turned by \($0)°", "-background white -rotate \($0)") }
        + [
            Damage("noise of 1 at 150 dpi", "-resize 50% -attenuate 1 +noise Gaussian -depth 8"),
            Damage("turned by 45° at 75 dpi", "-background white -rotate 45 -resize 25%"),
            Damage("out of focus at 75 dpi", "-resize 25% -blur 0x0.8"),
            Damage("out of focus at 100 dpi", "-resize 33.333% -blur 0x1.5"),
            Damage("a blur of 4 pixels, white on black", "-blur 0x4 -negate"),
            Damage(
                "toner that is nearly gone", "-level-colors gray(190),white -attenuate 0.2 +noise Gaussian -blur 0x1"),
            Damage("a span of 40 grey levels, middle", "-level-colors gray(100),gray(140)"),
            Damage(
                "a span of 20 grey levels with noise",
                "-level-colors gray(150),gray(170) -attenuate 0.02 +noise Gaussian"),
            Damage("JPEG at quality 20, 150 dpi", "-resize 50% -quality 20", format: "jpeg"),
            Damage("JPEG in colour, progressive", "-colorspace sRGB -interlace Plane -quality 60", format: "jpeg"),
            Damage("skewed", "-background white -shear 8x5"),
            Damage("black and white, no grey", "-threshold 60% -type bilevel"),
            Damage("palette of 4 colours", "-colors 4 -type Palette"),
            Damage("16 bits a channel", "-depth 16"),
            Damage("transparent paper", "-transparent white"),
            Damage(
                "turned, blurred, noisy and grey",
                "-background white -rotate 5 -blur 0x1.5 -level-colors gray(60),gray(180) -attenuate 0.2 +noise Gaussian -quality 60",
                format: "jpeg"),
            Damage("TIFF with LZW", "-compress LZW", format: "tiff"),
            Damage("TIFF as a fax", "-threshold 50% -compress Group4", format: "tiff"),
        ]
}

@Suite("Every code of a page is read from a damaged image")
struct DamagedPageTests {
    @Test("whatever paper, scanner and camera did to it", arguments: Damage.bearable)
    func damaged(damage: Damage) async throws {
        let file = try await Page.damaged(damage.options, as: damage.format, isLoose: damage.isLoose)
        let found = try Page.decode(file)
        #expect(Set(found.texts) == Set(Page.texts))
        #expect(found.pageCount == 1)
    }

    @Test("the share in each of 33 variants of a sheet, and the whole sheet in 32 of them", arguments: Damage.variants)
    func variants(damage: Damage) async throws {
        #expect(Damage.variants.count == 33)
        let found = Set(
            try Page.decode(try await Page.damaged(damage.options, as: damage.format, isLoose: damage.isLoose)).texts)
        #expect(found.contains(Page.texts[0]))
        if damage.name != Damage.unbearable.name { #expect(found == Set(Page.texts)) }
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
