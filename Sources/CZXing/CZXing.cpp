// SPDX-License-Identifier: Apache-2.0

#include "CZXing.h"

#if __has_include(<ZXing/ReadBarcode.h>)
#include <ZXing/ReadBarcode.h>
#else
#error "The decoder of QR codes is missing: run `scripts/install-packages build`."
#endif
#include <new>

struct czxing_codes {
    ZXing::Barcodes barcodes;
};

extern "C" czxing_codes *czxing_read(const uint8_t *pixels, int width, int height, int stride, unsigned ways,
                                     int limit) {
    try {
        ZXing::ReaderOptions options;
        // A page full of noise can look like a Micro QR code, whose check is weak.
        options.setFormats(ZXing::BarcodeFormat::QRCodeModel2)
            .setTryHarder(true)
            .setTryRotate(true)
            .setTryInvert((ways & CZXING_ALSO_INVERTED) != 0)
            .setTryDownscale((ways & CZXING_ALSO_SMALLER) != 0)
            .setMaxNumberOfSymbols(static_cast<uint8_t>(limit < 1 ? 1 : limit > 255 ? 255 : limit))
            .setBinarizer((ways & CZXING_ONE_THRESHOLD) != 0 ? ZXing::Binarizer::GlobalHistogram
                                                             : ZXing::Binarizer::LocalAverage);
        const ZXing::ImageView view(pixels, width, height, ZXing::ImageFormat::Lum, stride);
        return new czxing_codes{ZXing::ReadBarcodes(view, options)};
    } catch (...) {
        return nullptr;
    }
}

extern "C" size_t czxing_count(const czxing_codes *codes) { return codes->barcodes.size(); }

extern "C" const uint8_t *czxing_bytes(const czxing_codes *codes, size_t index, size_t *length) {
    const auto &bytes = codes->barcodes[index].bytes();
    *length = bytes.size();
    return bytes.data();
}

extern "C" void czxing_free(czxing_codes *codes) { delete codes; }
