/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each line is a sample or is counted as damage. */
#include <string.h>

#include "formats/folded-text.h"
#include "fuzz/fuzz-target.h"
#include "fuzz/profile-invariants.h"

int
LLVMFuzzerTestOneInput (const uint8_t *bytes,
                        size_t n)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) n, NULL);
  g_autoptr (EmberInput) input = ember_input_new (stream, (int64_t) n, NULL, NULL);
  const EmberReading reading = { .input = input };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = ember_folded_reader.read (&reading, &error);
  uint64_t n_told = 0;
  uint64_t n_lines = 1;
  uint32_t n_notices;
  const EmberNotice *notices;

  ember_folded_reader.recognise (bytes, n);
  g_assert_true ((profile == NULL) == (error != NULL));
  if (profile == NULL)
    return 0;
  profile_invariants_check (profile);
  notices = ember_profile_get_notices (profile, &n_notices);
  for (uint32_t i = 0; i < n_notices; i++)
    n_told += notices[i].count;
  for (size_t i = 0; i < n && !ember_input_is_compressed (input); i++)
    n_lines += bytes[i] == '\n';
  if (!ember_input_is_compressed (input))
    g_assert_cmpuint (ember_profile_get_n_samples (profile) + n_told, <=, n_lines);
  return 0;
}
