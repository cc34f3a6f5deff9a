/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compressed or not, any bytes come out the same in small steps as in large ones, and what is
 * looked at ahead is what comes. */
#include <string.h>

#include "formats/format.h"
#include "formats/input.h"
#include "fuzz/fuzz-target.h"
#include "fuzz/profile-invariants.h"

/* A bomb is cut off here. */
#define MAX_BYTES ((size_t) 1 << 20)

static GByteArray *
read_in_steps (const uint8_t *bytes,
               size_t n,
               size_t step,
               bool *has_failed)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) n, NULL);
  g_autoptr (EmberInput) input = ember_input_new (stream, (int64_t) n, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GByteArray *all = g_byte_array_new ();
  g_autofree uint8_t *buffer = g_malloc (step);
  size_t n_ahead;
  const uint8_t *ahead = ember_input_peek (input, step % 1000, &n_ahead, &error);
  g_autofree uint8_t *copy = ahead != NULL ? g_memdup2 (ahead, MAX (n_ahead, 1)) : NULL;
  gssize n_read = 0;

  while (error == NULL && all->len < MAX_BYTES && (n_read = ember_input_read (input, buffer, step, &error)) > 0)
    g_byte_array_append (all, buffer, (guint) n_read);
  *has_failed = error != NULL;
  g_assert_true ((n_read < 0 || ahead == NULL) == (error != NULL));
  if (copy != NULL && all->len >= n_ahead)
    g_assert_cmpmem (copy, n_ahead, all->data, n_ahead);
  return all;
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes,
                        size_t n)
{
  bool has_failed;
  bool small_has_failed;
  g_autoptr (GByteArray) large = read_in_steps (bytes, n, MAX_BYTES, &has_failed);
  g_autoptr (GByteArray) small = read_in_steps (bytes, n, 999, &small_has_failed);
  const size_t n_common = MIN (MIN (large->len, small->len), MAX_BYTES);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) n, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;

  g_assert_cmpmem (large->data, n_common, small->data, n_common);
  if (large->len < MAX_BYTES)
    {
      g_assert_cmpuint (large->len, ==, small->len);
      g_assert_cmpint (has_failed, ==, small_has_failed);
      profile = ember_format_read (stream, (int64_t) n, NULL, NULL, NULL, &error);
    }
  if (profile != NULL)
    profile_invariants_check (profile);
  return 0;
}
