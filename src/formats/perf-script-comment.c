/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/perf-script-comment.h"

#include <string.h>

#include "formats/perf-script-clock.h"

/* What is worth showing; the rest is about how perf stores things. */
static const char *const keys[] = {
  "captured on",
  "hostname",
  "os release",
  "perf version",
  "arch",
  "nrcpus online",
  "nrcpus avail",
  "cpudesc",
  "cpuid",
  "total memory",
  "cmdline",
  "time of first sample",
  "time of last sample",
  "sample duration",
  "clockid",
  "reference time",
};

static bool
is_frame_line (const char *line,
               size_t n)
{
  static const char rule[] = "# ========";

  return n >= sizeof rule - 1 && memcmp (line, rule, sizeof rule - 1) == 0;
}

void
ember_perf_script_comments_begin (EmberPerfScriptComments *comments,
                                  bool is_first)
{
  comments->is_at_start = is_first;
  comments->is_in_header = false;
}

void
ember_perf_script_comments_end (EmberPerfScriptComments *comments)
{
  comments->is_at_start = comments->is_in_header = false;
}

/* "name = cycles, , id = { 7 }, …, { sample_period, sample_freq } = 499, …, freq = 1, …": how often an
 * event was sampled. */
static void
add_rate (EmberProfileBuilder *builder,
          const char *text)
{
  static const char name_mark[] = "name = ";
  static const char rate_mark[] = "{ sample_period, sample_freq } = ";
  const char *name = strstr (text, name_mark);
  const char *rate = strstr (text, rate_mark);
  const char *name_end = name != NULL ? strstr (name, ", ") : NULL;
  const bool is_frequency = strstr (text, ", freq = 1") != NULL;
  g_autofree char *key = NULL;
  g_autofree char *number = NULL;

  if (name_end == NULL || rate == NULL)
    return;
  name += sizeof name_mark - 1;
  rate += sizeof rate_mark - 1;
  if (g_str_has_prefix (name, "dummy"))
    return;
  key = g_strdup_printf ("sample %s of %.*s", is_frequency ? "frequency" : "period", (int) (name_end - name), name);
  number = g_strndup (rate, strspn (rate, "0123456789"));
  if (number[0] != '\0')
    ember_profile_builder_add_fact (builder, key, number);
}

/* "# key : value"; old versions write "# key: value". */
static void
add_fact (EmberProfileBuilder *builder,
          const char *line,
          size_t n)
{
  g_autofree char *text = g_strndup (line + 1, n - 1);
  g_autofree char *valid = NULL;
  char *colon = strchr (text, ':');
  int64_t time_ns, wall_clock_ns;

  if (colon == NULL)
    return;
  *colon = '\0';
  g_strstrip (text);
  valid = g_utf8_make_valid (g_strstrip (colon + 1), -1);
  for (size_t i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (text, keys[i]))
      ember_profile_builder_add_fact (builder, text, valid);
  if (g_str_equal (text, "event"))
    add_rate (builder, valid);
  if (g_str_equal (text, "reference time") && ember_perf_script_clock_parse (valid, &time_ns, &wall_clock_ns))
    ember_profile_builder_set_wall_clock (builder, time_ns, wall_clock_ns);
}

bool
ember_perf_script_comments_take (EmberPerfScriptComments *comments,
                                 EmberProfileBuilder *builder,
                                 const char *line,
                                 size_t n)
{
  if (!comments->is_at_start)
    return false;
  if (is_frame_line (line, n))
    {
      comments->is_in_header = !comments->is_in_header;
      /* What follows the header may be samples. */
      comments->is_at_start = comments->is_in_header;
      return true;
    }
  if (comments->is_in_header)
    add_fact (builder, line, n);
  return comments->is_in_header;
}
