/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/search.h"

#include <glib/gi18n.h>
#include <string.h>

/* Names between two looks at the cancellable. */
#define NAMES_BETWEEN_CHECKS 256
/* Small letters are made a chunk at a time, in memory that stays in the cache. */
#define CHUNK_BYTES ((size_t) 1 << 15)

struct _EmberSearch
{
  gatomicrefcount ref_count;
  EmberProfile *profile;
  uint32_t n_frames;
  uint64_t bits[]; /* one for each frame */
};

/* A set of names: one bit for each string of the profile. */
typedef struct
{
  const EmberStrings *strings;
  uint64_t *bits;
} Names;

static void
add_name (Names *names,
          EmberStringId id)
{
  names->bits[id / 64] |= UINT64_C (1) << (id % 64);
}

static bool
has_name (const Names *names,
          EmberStringId id)
{
  return names->bits[id / 64] >> (id % 64) & 1;
}

/* Capitals make a search case-sensitive, but \W and \P{Lu} are no letters. */
static bool
has_capitals (const char *text,
              bool is_regex)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (is_regex && *at == '\\' && at[1] != '\0')
        {
          at++;
          if ((*at == 'p' || *at == 'P') && at[1] == '{')
            at += strcspn (at, "}") - (strchr (at, '}') == NULL);
          continue;
        }
      if (g_unichar_isupper (g_utf8_get_char (at)))
        return true;
    }
  return false;
}

static void
make_small (const char *from,
            char *to,
            size_t n)
{
  for (size_t i = 0; i < n; i++)
    to[i] = (char) (from[i] + (((unsigned char) (from[i] - 'A') < 26) << 5));
}

/* The string whose bytes hold @offset, at or after @id: hits come in order and near each other. */
static EmberStringId
find_string (const EmberStrings *strings,
             EmberStringId id,
             size_t offset)
{
  const uint64_t *offsets = strings->offsets.data;
  const uint32_t n = ember_strings_get_n (strings);
  size_t step = 1;
  size_t low, high;

  while (id + step < n && offsets[id + step] <= offset)
    step *= 2;
  low = id + step / 2;
  high = MIN (id + step, (size_t) n);
  while (high - low > 1)
    {
      const size_t middle = low + (high - low) / 2;

      if (offsets[middle] <= offset)
        low = middle;
      else
        high = middle;
    }
  return offsets[low] <= offset ? (EmberStringId) low : id;
}

/* Adds the strings that hold @needle within [bytes, bytes + size) of the strings' own bytes.
 * @text: those bytes, or the same in small letters */
static void
add_hits (Names *names,
          const char *text,
          size_t begin,
          size_t size,
          const char *needle,
          EmberStringId *id)
{
  const uint64_t *offsets = names->strings->offsets.data;
  const size_t needle_size = strlen (needle);
  const char *hit;
  size_t at = 0;

  while (at < size && (hit = memmem (text + at, size - at, needle, needle_size)) != NULL)
    {
      *id = find_string (names->strings, *id, begin + (size_t) (hit - text));
      add_name (names, *id);
      at = offsets[*id + 1] - begin;
    }
}

/* Names end in a NUL, so a needle without one never matches across two. */
static bool
match_part (Names *names,
            const char *needle,
            bool has_case,
            GCancellable *cancellable)
{
  const char *bytes = names->strings->bytes.data;
  const size_t size = names->strings->bytes.n;
  const size_t overlap = strlen (needle) - 1;
  g_autofree char *small = has_case ? NULL : g_malloc (CHUNK_BYTES + overlap);
  EmberStringId id = 0;

  for (size_t begin = 0; begin < size; begin += CHUNK_BYTES)
    {
      const size_t chunk = MIN (CHUNK_BYTES + overlap, size - begin);

      if (!has_case)
        make_small (bytes + begin, small, chunk);
      add_hits (names, has_case ? bytes + begin : small, begin, chunk, needle, &id);
      if (g_cancellable_is_cancelled (cancellable))
        return false;
    }
  return true;
}

static bool
match_name (const GRegex *regex,
            const char *name,
            size_t size,
            bool *is_match,
            GError **error)
{
  g_autofree char *valid = g_utf8_validate_len (name, size, NULL) ? NULL : g_utf8_make_valid (name, (gssize) size);
  g_autoptr (GError) local_error = NULL;

  *is_match = g_regex_match_full (regex, valid != NULL ? valid : name, valid != NULL ? -1 : (gssize) size, 0, 0, NULL, &local_error);
  if (local_error == NULL)
    return true;
  g_set_error_literal (error, G_REGEX_ERROR, G_REGEX_ERROR_MATCH,
                       _ ("This expression takes too long: it can match the same text in too many ways"));
  return false;
}

static EmberStringId
get_text (const EmberFrame *frame,
          EmberSearchField field)
{
  return field == EMBER_SEARCH_NAME ? frame->name : frame->module;
}

/* Matches the texts of frames alone: most time goes into the expression. */
static bool
match_expression (Names *names,
                  const EmberFrames *frames,
                  EmberSearchField field,
                  const GRegex *regex,
                  GCancellable *cancellable,
                  GError **error)
{
  const uint32_t n_words = ember_strings_get_n (names->strings) / 64 + 1;
  Names seen = { names->strings, g_new0 (uint64_t, n_words) };
  bool is_whole = true;

  for (EmberFrameId i = 0; i < ember_frames_get_n (frames) && is_whole; i++)
    {
      const EmberStringId name = get_text (ember_frames_get (frames, i), field);
      bool is_match = false;

      if (has_name (&seen, name))
        continue;
      add_name (&seen, name);
      is_whole = match_name (regex, ember_strings_get (names->strings, name), ember_strings_get_size (names->strings, name), &is_match, error);
      if (is_match)
        add_name (names, name);
      if (i % NAMES_BETWEEN_CHECKS == 0 && g_cancellable_is_cancelled (cancellable))
        break;
    }
  g_free (seen.bits);
  return is_whole;
}

static bool
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((unsigned char) *text >= 0x80)
      return false;
  return true;
}

static bool
match_names (Names *names,
             const EmberFrames *frames,
             EmberSearchField field,
             const char *text,
             bool is_regex,
             GCancellable *cancellable,
             GError **error)
{
  const bool has_case = has_capitals (text, is_regex);
  g_autofree char *escaped = NULL;
  g_autoptr (GRegex) regex = NULL;

  if (text[0] == '\0')
    return true;
  if (!is_regex && (has_case || is_ascii (text)))
    return match_part (names, text, has_case, cancellable);
  if (!is_regex)
    escaped = g_regex_escape_string (text, -1);
  regex = g_regex_new (is_regex ? text : escaped, G_REGEX_OPTIMIZE | (has_case ? 0 : G_REGEX_CASELESS), 0, error);
  return regex != NULL && match_expression (names, frames, field, regex, cancellable, error);
}

static EmberSearch *
new_from_names (EmberProfile *profile,
                EmberSearchField field,
                const Names *names)
{
  const EmberFrames *frames = ember_profile_get_frames (profile);
  const uint32_t n_frames = ember_frames_get_n (frames);
  EmberSearch *search = g_malloc0 (sizeof *search + (n_frames / 64 + 1) * sizeof (uint64_t));

  g_atomic_ref_count_init (&search->ref_count);
  search->profile = ember_profile_ref (profile);
  for (EmberFrameId i = 0; i < n_frames; i++)
    {
      const EmberFrame *frame = ember_frames_get (frames, i);

      if (frame->kind == EMBER_FRAME_ROOT || !has_name (names, get_text (frame, field)))
        continue;
      search->bits[i / 64] |= UINT64_C (1) << (i % 64);
      search->n_frames++;
    }
  return search;
}

EmberSearch *
ember_search_new (EmberProfile *profile,
                  const char *text,
                  bool is_regex,
                  GCancellable *cancellable,
                  GError **error)
{
  return ember_search_new_in (profile, EMBER_SEARCH_NAME, text, is_regex, cancellable, error);
}

EmberSearch *
ember_search_new_in (EmberProfile *profile,
                     EmberSearchField field,
                     const char *text,
                     bool is_regex,
                     GCancellable *cancellable,
                     GError **error)
{
  const EmberStrings *strings = ember_profile_get_strings (profile);
  Names names = { strings, g_new0 (uint64_t, ember_strings_get_n (strings) / 64 + 1) };
  EmberSearch *search = NULL;

  if (match_names (&names, ember_profile_get_frames (profile), field, text, is_regex, cancellable, error) &&
      !g_cancellable_set_error_if_cancelled (cancellable, error))
    search = new_from_names (profile, field, &names);
  else if (error != NULL && *error == NULL)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  g_free (names.bits);
  return search;
}

EmberSearch *
ember_search_ref (EmberSearch *search)
{
  g_atomic_ref_count_inc (&search->ref_count);
  return search;
}

void
ember_search_unref (EmberSearch *search)
{
  if (!g_atomic_ref_count_dec (&search->ref_count))
    return;
  ember_profile_unref (search->profile);
  g_free (search);
}

EmberProfile *
ember_search_get_profile (const EmberSearch *search)
{
  return search->profile;
}

uint32_t
ember_search_get_n_frames (const EmberSearch *search)
{
  return search->n_frames;
}

bool
ember_search_matches (const EmberSearch *search,
                      EmberFrameId frame)
{
  return search->bits[frame / 64] >> (frame % 64) & 1;
}

uint64_t
ember_search_count (const EmberSearch *search,
                    const EmberFlameGraph *graph,
                    EmberMeasure measure)
{
  const EmberStacks *stacks = ember_flame_graph_get_stacks (graph);
  const uint32_t n = ember_stacks_get_n (stacks);
  uint64_t sum = 0;

  for (EmberStackId id = 0; id < n;)
    if (ember_search_matches (search, ember_stacks_get_frame (stacks, id)))
      {
        sum += ember_flame_graph_get_total (graph, measure, id);
        id = ember_stacks_get_end (stacks, id);
      }
    else
      {
        id++;
      }
  return sum;
}

static bool
is_found (const EmberSearch *search,
          const EmberFlameGraph *graph,
          EmberStackId id)
{
  return ember_search_matches (search, ember_stacks_get_frame (ember_flame_graph_get_stacks (graph), id)) &&
         ember_flame_graph_get_total (graph, EMBER_MEASURE_SAMPLES, id) > 0;
}

uint32_t
ember_search_count_nodes (const EmberSearch *search,
                          const EmberFlameGraph *graph,
                          EmberStackId end)
{
  uint32_t n = 0;

  for (EmberStackId id = 0; id < end; id++)
    n += is_found (search, graph, id);
  return n;
}

bool
ember_search_find_next (const EmberSearch *search,
                        const EmberFlameGraph *graph,
                        EmberStackId id,
                        EmberStackId *found)
{
  const uint32_t n = ember_stacks_get_n (ember_flame_graph_get_stacks (graph));

  for (; id < n; id++)
    if (is_found (search, graph, id))
      {
        *found = id;
        return true;
      }
  return false;
}

bool
ember_search_find_previous (const EmberSearch *search,
                            const EmberFlameGraph *graph,
                            EmberStackId id,
                            EmberStackId *found)
{
  while (id-- > 0)
    if (is_found (search, graph, id))
      {
        *found = id;
        return true;
      }
  return false;
}
