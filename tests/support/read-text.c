/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/read-text.h"

#include <string.h>

EmberProfile *
read_text (const char *text,
           gssize size_bytes,
           GError **error)
{
  const gssize size = size_bytes < 0 ? (gssize) strlen (text) : size_bytes;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, size, NULL);
  const EmberReadOptions options = { .n_threads = 1 };

  return ember_format_read (stream, size, &options, NULL, NULL, error);
}

const char *
read_text_get_notice (const EmberProfile *profile)
{
  uint32_t n_notices;
  const EmberNotice *notices = ember_profile_get_notices (profile, &n_notices);

  g_assert_cmpuint (n_notices, <=, 1);
  return n_notices == 0 ? "" : notices[0].text;
}
