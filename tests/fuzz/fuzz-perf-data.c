/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any perf.data gives a profile that keeps its promises, and the same one where the length of the
 * input is not known, as in a pipe. */
#include <string.h>

#include "formats/perf-data-header.h"
#include "formats/perf-data.h"
#include "fuzz/fuzz-target.h"
#include "fuzz/profile-invariants.h"
#include "support/perf-data-recording.h"

/* Takes each byte of a stack as where a caller is, so that all of it is read. */
static EmberUnwindEnd
unwind (gpointer unwinder,
        const EmberStackCopy *copy,
        const EmberCodeMap *map,
        EmberUnwoundFrame *frames,
        uint32_t *n_frames,
        EmberImageId *image)
{
  const uint32_t room = *n_frames;
  EmberCodePlace place = { 0 };

  frames[0] = (EmberUnwoundFrame){ copy->ip, true };
  *n_frames = 1;
  for (size_t i = 0; i < copy->size_bytes && *n_frames < room; i++)
    frames[(*n_frames)++] = (EmberUnwoundFrame){ copy->ip + copy->bytes[i], copy->bytes[i] == 0 };
  *image = map->find (map->data, copy->ip, &place) ? place.image : EMBER_IMAGE_NONE;
  g_assert_cmpuint (*image == EMBER_IMAGE_NONE, ==, place.entry == NULL || place.image == EMBER_IMAGE_NONE);
  return (EmberUnwindEnd) (copy->ip % EMBER_N_UNWIND_ENDS);
}

static char *
describe (const uint8_t *bytes,
          size_t n,
          int64_t size_bytes)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) n, NULL);
  g_autoptr (EmberInput) input = ember_input_new (stream, size_bytes, NULL, NULL);
  const EmberReading reading = { .input = input, .options = { .unwind = unwind } };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = ember_perf_data_reader.read (&reading, &error);
  GString *text;
  uint32_t n_notices;
  const EmberNotice *notices;
  char *samples;

  if (profile == NULL)
    return g_strdup (error->message);
  profile_invariants_check (profile);
  samples = perf_data_recording_describe (profile);
  text = g_string_new (samples);
  g_free (samples);
  notices = ember_profile_get_notices (profile, &n_notices);
  for (uint32_t i = 0; i < n_notices; i++)
    g_string_append_printf (text, "%s\n", notices[i].text);
  return g_string_free (text, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *bytes,
                        size_t n)
{
  g_autofree char *known = NULL;
  g_autofree char *unknown = NULL;

  if (!ember_perf_header_recognise (bytes, n))
    return 0;
  known = describe (bytes, n, (int64_t) n);
  unknown = describe (bytes, n, -1);
  g_assert_cmpstr (known, ==, unknown);
  return 0;
}
