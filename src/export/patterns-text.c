/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/patterns-text.h"

#include <math.h>
#include <string.h>

#define PER_CENT 100.0
#define LEVEL_BOUND 0.1
#define CONFIDENCE_BOUND 0.01

static void
write_string (EmberOutput *output,
              const char *bytes)
{
  g_autofree char *text = g_utf8_make_valid (bytes, -1);

  ember_output_char (output, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      char escape[8];

      if (*c == '"' || *c == '\\')
        ember_output_char (output, '\\');
      if ((unsigned char) *c >= ' ')
        ember_output_char (output, *c);
      else
        {
          g_snprintf (escape, sizeof escape, "\\u%04x", (unsigned) *c);
          ember_output_text (output, escape);
        }
    }
  ember_output_char (output, '"');
}

static void
write_key (EmberOutput *output,
           const char *key)
{
  ember_output_text (output, ",\"");
  ember_output_text (output, key);
  ember_output_text (output, "\":");
}

/* A number with the digits that @bound leaves standing; none that does not apply. */
static void
write_number (EmberOutput *output,
              const char *key,
              double value,
              double bound)
{
  char format[16], text[G_ASCII_DTOSTR_BUF_SIZE];
  int n_decimals;
  const double rounded = ember_pattern_round (value, bound, &n_decimals);

  if (!isfinite (value))
    return;
  g_snprintf (format, sizeof format, "%%.%df", n_decimals);
  g_ascii_formatd (text, sizeof text, format, rounded);
  if (strchr (text, '.') != NULL)
    for (size_t n = strlen (text); text[n - 1] == '0' || text[n - 1] == '.'; n--)
      {
        const bool is_point = text[n - 1] == '.';

        text[n - 1] = '\0';
        if (is_point)
          break;
      }
  write_key (output, key);
  ember_output_text (output, g_str_equal (text, "-0") ? "0" : text);
}

static void
write_bound (EmberOutput *output,
             const char *key,
             double bound)
{
  write_number (output, key, bound, bound / 10);
}

static void
write_time (EmberOutput *output,
            const char *key,
            int64_t time_ns,
            const EmberProfile *profile,
            double bound_s)
{
  write_number (output, key, (double) (time_ns - ember_profile_get_origin (profile)) / (double) EMBER_SECOND_NS, bound_s);
}

static void
write_thread (EmberOutput *output,
              EmberThreadId id,
              const EmberProfile *profile)
{
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), id);

  write_key (output, "thread");
  write_string (output, ember_strings_get (ember_profile_get_strings (profile), thread->comm));
  write_key (output, "pid");
  ember_output_int (output, thread->pid);
  write_key (output, "tid");
  ember_output_int (output, thread->tid);
}

/* From the outermost frame to the leaf; the comm is no frame. */
static void
write_frames (EmberOutput *output,
              const char *key,
              EmberStackId stack,
              const EmberProfile *profile)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  const uint32_t depth = ember_stacks_get_depth (stacks, stack);
  g_autofree EmberStackId *path = g_new (EmberStackId, depth + 1);

  if (depth < 2)
    return;
  for (uint32_t i = depth; i > 1; i--, stack = ember_stacks_get_parent (stacks, stack))
    path[i] = stack;
  write_key (output, key);
  for (uint32_t i = 2; i <= depth; i++)
    {
      ember_output_char (output, i == 2 ? '[' : ',');
      write_string (output, ember_profile_get_frame_name (profile, ember_stacks_get_frame (stacks, path[i])));
    }
  ember_output_char (output, ']');
}

static void
write_levels (EmberOutput *output,
              const EmberPattern *pattern)
{
  const bool is_change = pattern->kind == EMBER_PATTERN_RISING || pattern->kind == EMBER_PATTERN_FALLING;
  const bool is_variable = pattern->kind == EMBER_PATTERN_VARIABLE_LOAD;
  const double bound = pattern->level_bound > 0 ? MAX (LEVEL_BOUND, pattern->level_bound * PER_CENT) : LEVEL_BOUND;

  write_number (output, is_change ? "from_percent" : is_variable ? "heavy_percent"
                                                                 : "level_percent",
                pattern->level * PER_CENT, bound);
  write_number (output, is_variable ? "light_percent" : "to_percent", pattern->level_to * PER_CENT, bound);
  write_number (output, "variability_percent", pattern->variability * PER_CENT, LEVEL_BOUND);
}

static void
write_pattern (EmberOutput *output,
               const EmberPattern *pattern,
               const EmberProfile *profile)
{
  ember_output_text (output, "{\"pattern\":");
  write_string (output, ember_pattern_kind_get_name (pattern->kind));
  write_time (output, "begin", pattern->range.begin_ns, profile, pattern->range_bound_s);
  write_time (output, "end", pattern->range.end_ns, profile, pattern->range_bound_s);
  write_bound (output, "time_bound_s", pattern->range_bound_s);
  write_number (output, "period_s", pattern->period_s, pattern->period_bound_s);
  write_bound (output, "period_bound_s", pattern->period_bound_s);
  write_number (output, "offset_s", pattern->offset_s, pattern->range_bound_s);
  write_number (output, "busy_ms", pattern->busy_ms, pattern->busy_bound_ms);
  write_bound (output, "busy_bound_ms", pattern->busy_bound_ms);
  write_number (output, "sleep_s", pattern->sleep_s, pattern->period_bound_s);
  write_number (output, "drift_ms_per_s", pattern->drift_ms_per_s, pattern->period_bound_s / pattern->period_s * 1e3);
  write_number (output, "length_s", pattern->length_s, pattern->range_bound_s);
  write_levels (output, pattern);
  if (pattern->thread != EMBER_PATTERN_NO_THREAD)
    write_thread (output, pattern->thread, profile);
  write_number (output, "confidence", pattern->confidence, CONFIDENCE_BOUND);
  write_frames (output, "frames", pattern->stack, profile);
  write_frames (output, "frames_after", pattern->stack_after, profile);
  ember_output_text (output, "}\n");
}

void
ember_patterns_text_write (EmberOutput *output,
                           const GArray *patterns,
                           const EmberProfile *profile)
{
  for (guint i = 0; i < patterns->len; i++)
    write_pattern (output, &g_array_index (patterns, EmberPattern, i), profile);
}
