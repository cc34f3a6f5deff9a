/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text read in whole and in small chunks gives the same profile, or the same error. */
#include <string.h>

#include "formats/perf-script.h"
#include "fuzz/fuzz-target.h"
#include "fuzz/profile-invariants.h"
#include "support/script-text.h"

static EmberProfile *
read_cut (const uint8_t *bytes,
          size_t n,
          size_t chunk_bytes,
          uint32_t n_threads,
          GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) n, NULL);
  g_autoptr (EmberInput) input = ember_input_new (stream, (int64_t) n, NULL, NULL);
  const EmberReading reading = { .input = input, .options = { .n_threads = n_threads } };

  return ember_perf_script_read (&reading, chunk_bytes, error);
}

static char *
describe (const EmberProfile *profile,
          const GError *error)
{
  const ScriptStyle style = SCRIPT_STYLE_DEFAULT;
  GString *text;
  uint32_t n_notices;
  const EmberNotice *notices;
  char *dump;

  if (profile == NULL)
    return g_strdup (error->message);
  dump = script_text_dump (profile, &style);
  text = g_string_new (dump);
  g_free (dump);
  notices = ember_profile_get_notices (profile, &n_notices);
  for (uint32_t i = 0; i < n_notices; i++)
    g_string_append_printf (text, "%s\n", notices[i].text);
  return g_string_free (text, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes,
                        size_t n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cut_error = NULL;
  g_autoptr (EmberProfile) whole = read_cut (bytes, n, 1 << 20, 1, &error);
  g_autoptr (EmberProfile) cut = read_cut (bytes, n, n > 0 ? 1 + bytes[n - 1] % 100 : 1, 1, &cut_error);
  g_autofree char *text = describe (whole, error);
  g_autofree char *cut_text = describe (cut, cut_error);

  if (whole != NULL)
    profile_invariants_check (whole);
  if (!g_str_equal (text, cut_text))
    script_text_assert_equal (cut_text, text);
  return 0;
}
