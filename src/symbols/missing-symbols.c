/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "symbols/missing-symbols.h"

#include <glib/gi18n.h>

/* So many images are named. */
#define N_NAMED 3

typedef struct
{
  EmberImageId image;
  uint64_t n_frames;
} Share;

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

static int
compare_shares_cb (gconstpointer a,
                   gconstpointer b)
{
  const Share *x = a;
  const Share *y = b;

  return (x->n_frames < y->n_frames) - (x->n_frames > y->n_frames);
}

static const char *
describe_result (EmberNamingResult result)
{
  switch (result)
    {
    case EMBER_NAMING_MISSING:
      return _ ("not found");
    case EMBER_NAMING_OTHER_BUILD:
      return _ ("is another build than the one that ran");
    case EMBER_NAMING_NO_FILE:
      return _ ("belongs to no file");
    case EMBER_NAMING_DONE:
    default:
      return _ ("has no symbols for them");
    }
}

static void
append_image (GString *text,
              const EmberProfile *profile,
              EmberImageId id,
              EmberNamingResult result)
{
  const EmberImage *image = ember_images_get (ember_profile_get_images (profile), id);
  const char *path = ember_strings_get (ember_profile_get_strings (profile), image->path);
  g_autofree char *valid_path = g_utf8_make_valid (path, -1);
  g_autoptr (GString) build_id = g_string_new (NULL);

  for (uint32_t i = 0; i < image->build_id_size; i++)
    g_string_append_printf (build_id, "%02x", image->build_id[i]);
  g_string_append (text, text->len > 0 ? "; " : "");
  if (build_id->len > 0)
    /* Translators: a file, its identity, and what is wrong with it. */
    g_string_append_printf (text, _ ("%s (build-id %s) %s"), valid_path, build_id->str, describe_result (result));
  else
    /* Translators: a file, and what is wrong with it. */
    g_string_append_printf (text, _ ("%s %s"), valid_path, describe_result (result));
}

static char *
describe_shares (const EmberProfile *profile,
                 const Share *shares,
                 const EmberNamingResult *results,
                 uint64_t n_nameless,
                 uint64_t n_frames)
{
  g_autoptr (GString) images = g_string_new (NULL);
  const uint32_t n_images = ember_images_get_n (ember_profile_get_images (profile));

  for (uint32_t i = 0; i < n_images && i < N_NAMED && shares[i].n_frames > 0; i++)
    append_image (images, profile, shares[i].image, results[shares[i].image]);
  /* Translators: %.1f is a percentage; %s is a list of files and what is wrong with them. */
  return g_strdup_printf (_ ("%.1f %% of frames have no symbols: %s. Install their debugging symbols, or name a folder that has them"),
                          100.0 * (double) n_nameless / (double) n_frames, images->str);
}

char *
ember_missing_symbols_dup_text (const EmberProfile *profile,
                                const EmberNamingResult *results,
                                const EmberFrameId *renamed,
                                const EmberFrames *frames)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  const EmberFrames *old_frames = ember_profile_get_frames (profile);
  const uint32_t n_images = ember_images_get_n (ember_profile_get_images (profile));
  g_autofree uint64_t *counts = count_nodes (profile);
  g_autofree Share *shares = g_new (Share, n_images);
  uint64_t n_nameless = 0;
  uint64_t n_frames = 0;

  for (EmberImageId i = 0; i < n_images; i++)
    shares[i] = (Share){ i, 0 };
  for (EmberStackId i = 1; i < ember_stacks_get_n (stacks); i++)
    {
      const EmberFrameId id = ember_stacks_get_frame (stacks, i);
      const EmberFrame *frame = ember_frames_get (old_frames, id);

      if (frame->kind == EMBER_FRAME_COMM)
        continue;
      n_frames += counts[i];
      if (frame->image == EMBER_IMAGE_NONE || ember_frames_get (frames, renamed[id])->kind != EMBER_FRAME_UNKNOWN)
        continue;
      shares[frame->image].n_frames += counts[i];
      n_nameless += counts[i];
    }
  if (n_nameless == 0 || n_nameless < n_frames / 1000)
    return NULL;
  qsort (shares, n_images, sizeof *shares, compare_shares_cb);
  return describe_shares (profile, shares, results, n_nameless, n_frames);
}
