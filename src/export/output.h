/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* EmberOutput: a file descriptor behind a large buffer.
 *
 * Writing never fails at once: the first error is kept, what follows it is
 * dropped, and ember_output_finish() tells. Not thread-safe.
 */
typedef struct
{
  char *buffer;
  size_t n_bytes;
  int fd;    /* the caller's; stays open */
  int error; /* errno of the first failure, or 0 */
} EmberOutput;

void ember_output_init (EmberOutput *output,
                        int fd);

/* Frees the buffer and what it still holds. */
void ember_output_clear (EmberOutput *output);

void ember_output_write (EmberOutput *output,
                         const void *bytes,
                         size_t size_bytes);

/* @text: ends in a NUL */
void ember_output_text (EmberOutput *output,
                        const char *text);

/* The same, with a blank for each control character, so that it stays one line. */
void ember_output_line_text (EmberOutput *output,
                             const char *text);

void ember_output_char (EmberOutput *output,
                        char c);

/* Decimal digits, the same in every locale. */
void ember_output_uint (EmberOutput *output,
                        uint64_t number);

void ember_output_int (EmberOutput *output,
                       int64_t number);

/* Writes what the buffer holds.
 * Returns: 0, or errno of the first failure since ember_output_init(); EPIPE means that nobody reads any more */
int ember_output_flush (EmberOutput *output);
