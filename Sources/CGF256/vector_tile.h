// SPDX-License-Identifier: Apache-2.0
//
// The body of every vector kernel. The including file defines, all with its own target attribute TARGET:
//
//   KERNEL              the name of the function to define
//   VECTORS             how many vectors are worked on at a time
//   vector, operand     a register of bytes, and the same made ready to be multiplied
//   factors             a tile's public factors made ready, by `prepare(factors *, const struct tile *)`
//   zero, add, load, store, stream, load_part, store_part, ready, product

#define WIDTH sizeof(vector)

/// Works on `vectors` whole vectors at `offset`, or on one of `part` bytes when that is not 0.
TARGET static inline __attribute__((always_inline)) void work(const struct tile *tile, const factors *factors,
                                                              const size_t rows, const size_t vectors, size_t offset,
                                                              size_t part, const bool streams) {
    vector sums[TILE_ROWS][VECTORS];
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < vectors; i++) {
            const uint8_t *output = tile->outputs[row] + offset + i * WIDTH;
            sums[row][i] = streams || !tile->accumulate ? zero() : part ? load_part(output, part) : load(output);
        }
    }
    for (size_t column = 0; column < tile->columns; column++) {
        const uint8_t *input = tile->inputs[column] + offset;
        operand operands[VECTORS];
        for (size_t i = 0; i < vectors; i++) {
            operands[i] = ready(part ? load_part(input, part) : load(input + i * WIDTH));
        }
        for (size_t row = 0; row < rows; row++) {
            for (size_t i = 0; i < vectors; i++) {
                sums[row][i] = add(sums[row][i], product(factors, row, column, operands[i]));
            }
        }
    }
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < vectors; i++) {
            uint8_t *output = tile->outputs[row] + offset + i * WIDTH;
            if (part) {
                store_part(output, part, sums[row][i]);
            } else if (streams) {
                stream(output, sums[row][i]);
            } else {
                store(output, sums[row][i]);
            }
        }
    }
}

/// Works on a tile of so many rows, which is a constant where this is called.
TARGET static inline __attribute__((always_inline)) void run(const struct tile *tile, const size_t rows) {
    factors factors;
    prepare(&factors, tile);
    size_t offset = tile->offset;
    size_t end = tile->offset + tile->length;
    // A line must be written whole in one go, or streaming is slower than not.
    if (tile->streams && VECTORS * WIDTH >= LINE) {
        for (; end - offset >= VECTORS * WIDTH; offset += VECTORS * WIDTH) {
            work(tile, &factors, rows, VECTORS, offset, 0, true);
        }
        // Streaming stores are weakly ordered: whoever reads the outputs must find them complete.
        _mm_sfence();
    }
    for (; end - offset >= VECTORS * WIDTH; offset += VECTORS * WIDTH) {
        work(tile, &factors, rows, VECTORS, offset, 0, false);
    }
    for (; end - offset >= WIDTH; offset += WIDTH) work(tile, &factors, rows, 1, offset, 0, false);
    if (offset < end) work(tile, &factors, rows, 1, offset, end - offset, false);
}

TARGET void KERNEL(const struct tile *tile) {
    switch (tile->rows) {
    case 1: run(tile, 1); break;
    case 2: run(tile, 2); break;
    case 3: run(tile, 3); break;
    case 4: run(tile, 4); break;
    case 5: run(tile, 5); break;
    case 6: run(tile, 6); break;
    }
}

_Static_assert(TILE_ROWS == 6, "one case for each number of rows");
