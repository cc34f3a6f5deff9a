/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/bitmap.h"
#include "profile/stacks.h"

/* Asks of each sample whether the bit of its stack is 1, 64 samples a word: the first one's answer is bit 0 of the
 * first word. Bits behind the last sample are 0.
 * @bits: a bit for each stack
 * @words: (out caller-allocates): (n + 63) / 64
 * Cost: about half a nanosecond a sample where the processor has AVX2 */
void ember_stack_bits_test (const EmberBitmap *bits,
                            const EmberStackId *stacks,
                            size_t n,
                            uint64_t *words);

/* The same without asking what the processor has. */
void ember_stack_bits_test_plain (const EmberBitmap *bits,
                                  const EmberStackId *stacks,
                                  size_t n,
                                  uint64_t *words);
