/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/missing-symbols.h"

#include <glib/gi18n.h>

#include "symbols/host-path.h"
#include "symbols/symbol-advice.h"

/* So many images are named in the notice. */
#define N_NAMED 3
/* Looking for what helps costs a look into lists of packages; a rare image is not worth it. */
#define N_ADVISED 16
/* Less than this is not worth a word. */
#define NOTABLE_SHARE 0.001

/* How often each node of the tree is part of a sample's stack. */
static uint64_t *
count_nodes (const EmberProfile *profile)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  const uint32_t n_stacks = ember_stacks_get_n (stacks);
  uint64_t *counts = g_new0 (uint64_t, n_stacks);
  uint32_t n_tables;
  const EmberSampleTable *tables = ember_profile_get_tables (profile, &n_tables);

  for (uint32_t i = 0; i < n_tables; i++)
    {
      const EmberStackId *ids = ember_sample_table_get_stacks (&tables[i]);

      for (size_t row = 0; row < ember_sample_table_get_n (&tables[i]); row++)
        counts[ids[row]]++;
    }
  for (EmberStackId i = n_stacks - 1; i > 0; i--)
    counts[ember_stacks_get_parent (stacks, i)] += counts[i];
  return counts;
}

/* Frames of samples that have no name, for each image.
 * @shares: (out): one for each image
 * Returns: frames of samples in all */
static uint64_t
count_frames (const EmberProfile *profile,
              const EmberFrameId *renamed,
              const EmberFrames *new_frames,
              EmberUnresolved *shares)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  const EmberFrames *frames = ember_profile_get_frames (profile);
  const uint32_t n_all = ember_frames_get_n (frames);
  g_autofree uint64_t *counts = count_nodes (profile);
  g_autofree uint64_t *n_of_frame = g_new0 (uint64_t, n_all);
  uint64_t n_frames = 0;

  for (EmberStackId i = 1; i < ember_stacks_get_n (stacks); i++)
    n_of_frame[ember_stacks_get_frame (stacks, i)] += counts[i];
  for (EmberFrameId id = 0; id < n_all; id++)
    {
      const EmberFrame *frame = ember_frames_get (frames, id);

      if (frame->kind == EMBER_FRAME_COMM)
        continue;
      n_frames += n_of_frame[id];
      if (ember_frames_get (new_frames, renamed[id])->kind == EMBER_FRAME_UNKNOWN)
        shares[frame->image].n_frames += n_of_frame[id];
    }
  return n_frames;
}

static EmberUnresolvedReason
get_reason (EmberNamingResult result)
{
  switch (result)
    {
    case EMBER_NAMING_MISSING:
      return EMBER_UNRESOLVED_NOT_FOUND;
    case EMBER_NAMING_OTHER_BUILD:
      return EMBER_UNRESOLVED_OTHER_BUILD;
    case EMBER_NAMING_CHANGED:
      return EMBER_UNRESOLVED_CHANGED;
    case EMBER_NAMING_HIDDEN:
      return EMBER_UNRESOLVED_HIDDEN;
    case EMBER_NAMING_NO_FILE:
      return EMBER_UNRESOLVED_NO_FILE;
    case EMBER_NAMING_DONE:
    default:
      return EMBER_UNRESOLVED_NO_SYMBOLS;
    }
}

static int
compare_shares_cb (gconstpointer a,
                   gconstpointer b)
{
  const EmberUnresolved *x = a;
  const EmberUnresolved *y = b;

  if (x->n_frames != y->n_frames)
    return x->n_frames < y->n_frames ? 1 : -1;
  return (x->image > y->image) - (x->image < y->image);
}

/* Looks what helps with the most frequent ones. */
static void
advise (const EmberProfile *profile,
        EmberUnresolved *shares,
        uint32_t n_shares)
{
  const EmberImages *images = ember_profile_get_images (profile);
  const EmberStrings *strings = ember_profile_get_strings (profile);
  g_autofree char *system = ember_host_path_dup_system (NULL);
  EmberSymbolAdvice advice[N_ADVISED];
  uint32_t n = 0;

  for (; n < n_shares && n < N_ADVISED && shares[n].share >= NOTABLE_SHARE; n++)
    {
      advice[n].image = ember_images_get (images, shares[n].image);
      advice[n].path = ember_strings_get (strings, advice[n].image->path);
      advice[n].reason = shares[n].reason;
    }
  ember_symbol_advice_find (system, advice, n);
  for (uint32_t i = 0; i < n; i++)
    shares[i].advice = advice[i].command;
}

static const char *
describe_reason (EmberUnresolvedReason reason)
{
  switch (reason)
    {
    case EMBER_UNRESOLVED_NOT_FOUND:
      return _ ("not found");
    case EMBER_UNRESOLVED_OTHER_BUILD:
      return _ ("is another build than the one that ran");
    case EMBER_UNRESOLVED_CHANGED:
      return _ ("was changed after it was recorded");
    case EMBER_UNRESOLVED_HIDDEN:
      return _ ("keeps its addresses secret");
    case EMBER_UNRESOLVED_NO_SYMBOLS:
    case EMBER_UNRESOLVED_NO_FILE:
    default:
      return _ ("has no symbols for them");
    }
}

static void
append_image (GString *text,
              const EmberProfile *profile,
              const EmberUnresolved *share)
{
  const EmberImage *image = ember_images_get (ember_profile_get_images (profile), share->image);
  const char *path = ember_strings_get (ember_profile_get_strings (profile), image->path);
  g_autofree char *base = g_path_is_absolute (path) ? g_path_get_basename (path) : g_strdup (path);
  g_autofree char *name = g_utf8_make_valid (base, -1);
  g_autofree char *build_id = ember_image_dup_build_id (image);

  g_string_append (text, text->len > 0 ? "; " : "");
  if (build_id[0] != '\0')
    /* Translators: a file, its identity, and what is wrong with it. */
    g_string_append_printf (text, _ ("%s (build-id %s) %s"), name, build_id, describe_reason (share->reason));
  else
    /* Translators: a file, and what is wrong with it. */
    g_string_append_printf (text, _ ("%s %s"), name, describe_reason (share->reason));
}

/* The commands that help, each once.
 * Returns: (transfer full): may be empty */
static char *
join_advice (const EmberUnresolved *shares,
             uint32_t n_shares)
{
  GString *text = g_string_new (NULL);

  for (uint32_t i = 0; i < n_shares; i++)
    {
      bool is_known = shares[i].advice == NULL;

      for (uint32_t j = 0; j < i && !is_known; j++)
        is_known = g_strcmp0 (shares[j].advice, shares[i].advice) == 0;
      if (!is_known)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", shares[i].advice);
    }
  return g_string_free (text, FALSE);
}

/* Nothing helps with memory that has no file; so it is left to the list.
 * @shares: the most frequent first
 * Returns: (transfer full) (nullable): */
static char *
dup_notice (const EmberProfile *profile,
            const EmberUnresolved *shares,
            uint32_t n_shares)
{
  g_autoptr (GString) images = g_string_new (NULL);
  EmberUnresolved named[N_NAMED];
  g_autofree char *advice = NULL;
  uint32_t n_named = 0;
  const double share = ember_unresolved_get_share (shares, n_shares);

  if (!ember_unresolved_is_notable (shares, n_shares))
    return NULL;
  for (uint32_t i = 0; i < n_shares && n_named < N_NAMED; i++)
    {
      if (shares[i].reason == EMBER_UNRESOLVED_NO_FILE)
        continue;
      append_image (images, profile, &shares[i]);
      named[n_named++] = shares[i];
    }
  advice = join_advice (named, n_named);
  if (advice[0] != '\0')
    /* Translators: %.1f is a percentage; the first %s is a list of files and what is wrong with them,
     * the second a command to type. */
    return g_strdup_printf (_ ("%.1f %% of frames have no symbols: %s. This may help: %s"), 100.0 * share, images->str, advice);
  /* Translators: %.1f is a percentage; %s is a list of files and what is wrong with them. */
  return g_strdup_printf (_ ("%.1f %% of frames have no symbols: %s. Install their debugging symbols, or name a folder that has them"),
                          100.0 * share, images->str);
}

void
ember_missing_symbols_tell (const EmberProfile *profile,
                            const EmberNamingResult *results,
                            const EmberFrameId *renamed,
                            EmberTreeBuilder *builder)
{
  const uint32_t n_images = ember_images_get_n (ember_profile_get_images (profile));
  g_autofree EmberUnresolved *shares = g_new0 (EmberUnresolved, n_images);
  const uint64_t n_frames = count_frames (profile, renamed, ember_tree_builder_get_frames (builder), shares);
  uint32_t n_shares = 0;
  char *notice;

  for (EmberImageId i = 0; i < n_images; i++)
    if (shares[i].n_frames > 0)
      shares[n_shares++] = (EmberUnresolved){
        .image = i,
        .reason = i == EMBER_IMAGE_NONE ? EMBER_UNRESOLVED_NO_FILE : get_reason (results[i]),
        .n_frames = shares[i].n_frames,
        .share = (double) shares[i].n_frames / (double) n_frames,
      };
  qsort (shares, n_shares, sizeof *shares, compare_shares_cb);
  advise (profile, shares, n_shares);
  notice = dup_notice (profile, shares, n_shares);
  if (notice != NULL)
    ember_tree_builder_add_notice (builder, notice, 0);
  for (uint32_t i = 0; i < n_shares; i++)
    {
      ember_tree_builder_add_unresolved (builder, &shares[i]);
      g_free (shares[i].advice);
    }
}
