// SPDX-License-Identifier: Apache-2.0
//
// The body of every vector kernel. The including file defines these, with its own target attribute TARGET:
//
//   KERNEL              the name of the function to define
//   VECTORS             how many vectors are processed at a time
//   HALVES              in how many parts a byte is multiplied: as two nibbles or as a whole
//   vector              a register of bytes; `ready(vector, half)` prepares a half for multiplication
//   factors             a tile's public factors, prepared by `prepare(factors *, const struct tile *)`
//   zero, add, load, store, stream, load_part, store_part, product

#define WIDTH sizeof(vector)

/// Makes the compiler load the input again instead of keeping it in a register, when there is none to spare.
static inline void forget(const uint8_t **input) { __asm__("" : "+r"(*input)); }

/// What a tile's loops need, in a copy whose address does not escape: the compiler knows that no store changes it, and
/// keeps it in registers.
typedef struct {
    const uint8_t *const *inputs;
    uint8_t *outputs[TILE_ROWS];
    size_t columns;
    bool accumulates;
} places;

/// Processes `vectors` whole vectors at `offset`, or a single one of `part` bytes when `part` is not 0.
TARGET static inline __attribute__((always_inline)) void work(const places *places, const factors *factors,
                                                              const size_t rows, const size_t vectors, size_t offset,
                                                              size_t part, const bool streams) {
    vector sums[TILE_ROWS][VECTORS];
    for (size_t row = 0; row < rows; row++) {
        const uint8_t *output = places->outputs[row] + offset;
        for (size_t i = 0; i < vectors; i++) {
            sums[row][i] = streams || !places->accumulates ? zero()
                           : part                          ? load_part(output, part)
                                                           : load(output + i * WIDTH);
        }
    }
    for (size_t column = 0; column < places->columns; column++) {
        const uint8_t *input = places->inputs[column] + offset;
        for (int half = 0; half < HALVES; half++) {
            // With many sums, no register is left for the input: load it again, from the nearest cache.
            if (HALVES > 1 && rows * VECTORS > 8) forget(&input);
            vector operands[VECTORS];
            for (size_t i = 0; i < vectors; i++) {
                operands[i] = ready(part ? load_part(input, part) : load(input + i * WIDTH), half);
            }
            for (size_t row = 0; row < rows; row++) {
                for (size_t i = 0; i < vectors; i++) {
                    sums[row][i] = add(sums[row][i], product(factors, row, column, half, operands[i]));
                }
            }
        }
    }
    for (size_t row = 0; row < rows; row++) {
        uint8_t *output = places->outputs[row] + offset;
        for (size_t i = 0; i < vectors; i++) {
            if (part) {
                store_part(output, part, sums[row][i]);
            } else if (streams) {
                stream(output + i * WIDTH, sums[row][i]);
            } else {
                store(output + i * WIDTH, sums[row][i]);
            }
        }
    }
}

/// Processes a tile with `rows` rows, which is a constant in each call.
TARGET static inline __attribute__((always_inline)) void run(const struct tile *tile, const size_t rows) {
    factors factors;
    prepare(&factors, tile);
    places places = {.inputs = tile->inputs, .columns = tile->columns, .accumulates = tile->accumulate};
    for (size_t row = 0; row < rows; row++) places.outputs[row] = tile->outputs[row];
    size_t offset = tile->offset;
    size_t end = tile->offset + tile->length;
    // A line must be written whole at once, or streaming is slower than normal stores.
    if (tile->streams && VECTORS * WIDTH >= LINE) {
        for (; end - offset >= VECTORS * WIDTH; offset += VECTORS * WIDTH) {
            work(&places, &factors, rows, VECTORS, offset, 0, true);
        }
        // Streaming stores are weakly ordered. Wait until they are complete, so that others can read the outputs.
        _mm_sfence();
    }
    for (; end - offset >= VECTORS * WIDTH; offset += VECTORS * WIDTH) {
        work(&places, &factors, rows, VECTORS, offset, 0, false);
    }
    for (; end - offset >= WIDTH; offset += WIDTH) work(&places, &factors, rows, 1, offset, 0, false);
    if (offset < end) work(&places, &factors, rows, 1, offset, end - offset, false);
}

TARGET void KERNEL(const struct tile *tile) {
    switch (tile->rows) {
    case 1: run(tile, 1); break;
    case 2: run(tile, 2); break;
    case 3: run(tile, 3); break;
    case 4: run(tile, 4); break;
    case 5: run(tile, 5); break;
    }
}

_Static_assert(TILE_ROWS == 5, "one case for each number of rows");
