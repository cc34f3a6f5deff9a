/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/folded-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "formats/damage.h"
#include "formats/line-reader.h"

typedef struct
{
  EmberProfileBuilder *builder;
  EmberEventId event;
  EmberDamage damage;
} Folded;

static bool
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static size_t
trim_end (const char *bytes,
          size_t n)
{
  while (n > 0 && (is_blank (bytes[n - 1]) || bytes[n - 1] == '\r'))
    n--;
  return n;
}

/* Splits "stack count" at its last blank.
 * Returns: (nullable): where the count begins; NULL where there is none */
static const char *
find_count (const char *line,
            size_t n)
{
  size_t begin = n;

  while (begin > 0 && !is_blank (line[begin - 1]))
    begin--;
  return begin > 0 && begin < n ? line + begin : NULL;
}

/* Returns: false where it is no whole number of 64 bits */
static bool
parse_count (const char *begin,
             const char *end,
             uint64_t *count)
{
  *count = 0;
  for (const char *at = begin; at < end; at++)
    if (!g_ascii_isdigit (*at) ||
        __builtin_mul_overflow (*count, 10, count) ||
        __builtin_add_overflow (*count, (uint64_t) (*at - '0'), count))
      return false;
  return begin < end;
}

/* FlameGraph's tools mark the kind behind the name, which stays as it is. */
static EmberFrameKind
choose_kind (const char *name,
             size_t n)
{
  if (n > 4 && name[n - 4] == '_' && name[n - 3] == '[' && name[n - 1] == ']')
    {
      if (name[n - 2] == 'k')
        return EMBER_FRAME_KERNEL;
      if (name[n - 2] == 'j')
        return EMBER_FRAME_JIT;
      if (name[n - 2] == 'i')
        return EMBER_FRAME_INLINED;
    }
  if (n > 0 && name[0] == '[' && name[n - 1] == ']')
    return EMBER_FRAME_UNKNOWN;
  return EMBER_FRAME_USER;
}

static EmberStackId
add_stack (Folded *folded,
           const char *begin,
           const char *end,
           EmberThreadId *thread)
{
  const char *semicolon = memchr (begin, ';', (size_t) (end - begin));
  const char *name_end = semicolon != NULL ? semicolon : end;
  const EmberStringId comm = ember_profile_builder_add_string (folded->builder, begin, name_end - begin);
  EmberStackId stack = ember_profile_builder_add_comm (folded->builder, comm);

  *thread = ember_profile_builder_add_thread (folded->builder, &(EmberThread){ -1, -1, comm });
  while (semicolon != NULL)
    {
      const char *name = semicolon + 1;
      EmberFrame frame = { 0 };

      semicolon = memchr (name, ';', (size_t) (end - name));
      name_end = semicolon != NULL ? semicolon : end;
      frame.name = ember_profile_builder_add_string (folded->builder, name, name_end - name);
      frame.kind = choose_kind (name, (size_t) (name_end - name));
      stack = ember_profile_builder_add_call (folded->builder, stack, ember_profile_builder_add_frame (folded->builder, &frame));
    }
  return stack;
}

static void
add_line (Folded *folded,
          const EmberLine *line,
          uint64_t number)
{
  const size_t n = trim_end (line->bytes, line->n);
  const char *end = line->bytes + n;
  const char *count = find_count (line->bytes, n);
  EmberSample sample = { .time_ns = EMBER_TIME_NONE, .cpu = -1, .event = folded->event };

  if (line->is_too_long)
    {
      ember_damage_add (&folded->damage, number, N_ ("the line is longer than 1 MiB"));
      return;
    }
  if (n == 0 || line->bytes[0] == '#')
    return;
  if (count == NULL)
    {
      ember_damage_add (&folded->damage, number, N_ ("no count follows the stack"));
      return;
    }
  if (!parse_count (count, end, &sample.weight))
    {
      ember_damage_add (&folded->damage, number, N_ ("the count is not a whole number"));
      return;
    }
  end = line->bytes + trim_end (line->bytes, (size_t) (count - line->bytes));
  sample.stack = add_stack (folded, line->bytes, end, &sample.thread);
  ember_profile_builder_add_sample (folded->builder, &sample);
}

static bool
read_lines (const EmberReading *reading,
            Folded *folded,
            GError **error)
{
  EmberLineReader reader;
  EmberLine line;
  GError *problem = NULL;

  ember_line_reader_init (&reader, reading->input);
  while (ember_line_reader_next (&reader, &line, &problem) > 0)
    {
      add_line (folded, &line, reader.n_lines);
      if (reader.n_lines % 4096 == 0)
        ember_progress_add_samples (reading->progress, 4096);
    }
  ember_line_reader_clear (&reader);
  return ember_reading_end (reading, folded->builder, problem, error);
}

static EmberProfile *
read_folded (const EmberReading *reading,
             GError **error)
{
  Folded folded = { .builder = ember_profile_builder_new () };
  g_autoptr (GError) damage = NULL;

  folded.event = ember_profile_builder_add_event (folded.builder, EMBER_STRING_EMPTY, false);
  if (!read_lines (reading, &folded, error))
    {
      ember_profile_builder_free (folded.builder);
      return NULL;
    }
  damage = ember_damage_new_error (&folded.damage);
  if (damage != NULL && ember_profile_builder_get_n_samples (folded.builder) == 0)
    {
      ember_profile_builder_free (folded.builder);
      g_propagate_error (error, g_steal_pointer (&damage));
      return NULL;
    }
  ember_damage_tell (&folded.damage, folded.builder);
  return ember_reading_freeze (reading, folded.builder, error);
}

/* Counts with decimals are recognised too, so that the reader can say what is wrong with them. */
static bool
ends_in_number (const char *line,
                size_t n)
{
  const char *count = find_count (line, n);

  if (count == NULL)
    return false;
  for (const char *at = count; at < line + n; at++)
    if (!g_ascii_isdigit (*at) && (*at != '.' || at == count))
      return false;
  return true;
}

/* Half of the whole lines or more end in a number, and one has a stack of two levels. */
static bool
recognise_folded (const uint8_t *bytes,
                  size_t n)
{
  const char *at = (const char *) bytes;
  const char *end = at + n;
  size_t n_lines = 0;
  size_t n_good = 0;
  bool has_stack = false;

  while (at < end)
    {
      const char *newline = memchr (at, '\n', (size_t) (end - at));
      const size_t n_line = trim_end (at, (size_t) ((newline != NULL ? newline : end) - at));

      if (newline == NULL && n_lines > 0)
        break;
      if (n_line > 0 && at[0] != '#')
        {
          const bool is_good = ends_in_number (at, n_line);

          n_lines++;
          n_good += is_good;
          has_stack = has_stack || (is_good && memchr (at, ';', n_line) != NULL);
        }
      at = newline != NULL ? newline + 1 : end;
    }
  return has_stack && n_good * 2 >= n_lines;
}

const EmberFormatReader ember_folded_reader = { recognise_folded, read_folded };
