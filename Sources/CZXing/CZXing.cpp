// SPDX-License-Identifier: Apache-2.0

#define ZX_USE_UTF8
#include "CZXing.h"

#include <ZXing/ReadBarcode.h>
#include <new>

struct czxing_codes {
    ZXing::Results results;
};

extern "C" czxing_codes *czxing_read(const uint8_t *pixels, int width, int height, int stride,
                                     czxing_binarizer binarizer, int downscaled) {
    try {
        ZXing::DecodeHints hints;
        hints.setFormats(ZXing::BarcodeFormat::QRCode)
            .setTryHarder(true)
            .setTryRotate(true)
            .setTryDownscale(downscaled != 0)
            .setBinarizer(binarizer == CZXING_GLOBAL_HISTOGRAM ? ZXing::Binarizer::GlobalHistogram
                                                               : ZXing::Binarizer::LocalAverage);
        const ZXing::ImageView view(pixels, width, height, ZXing::ImageFormat::Lum, stride);
        return new czxing_codes{ZXing::ReadBarcodes(view, hints)};
    } catch (...) {
        return nullptr;
    }
}

extern "C" size_t czxing_count(const czxing_codes *codes) { return codes->results.size(); }

extern "C" const uint8_t *czxing_bytes(const czxing_codes *codes, size_t index, size_t *length) {
    const auto &bytes = codes->results[index].bytes();
    *length = bytes.size();
    return bytes.data();
}

extern "C" void czxing_free(czxing_codes *codes) { delete codes; }
