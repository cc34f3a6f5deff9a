/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/progress.h"

#include <stdatomic.h>
#include <string.h>

#include "profile/time-range.h"

/* 18 hours, or 13 MB of counts. */
#define MAX_SECONDS 65536

struct _EmberProgress
{
  gatomicrefcount n_refs;
  GCancellable *stopper;
  atomic_int phase;
  atomic_int_fast64_t n_bytes;
  atomic_int_fast64_t n_bytes_total;
  atomic_uint_fast64_t n_samples;

  GMutex mutex; /* for what follows */
  EmberPreview preview;
  uint32_t n_allocated; /* seconds */
  uint64_t n_counted;
  uint64_t n_ignored;
};

EmberProgress *
ember_progress_new (void)
{
  EmberProgress *progress = g_new0 (EmberProgress, 1);

  g_atomic_ref_count_init (&progress->n_refs);
  progress->stopper = g_cancellable_new ();
  progress->n_bytes_total = -1;
  g_mutex_init (&progress->mutex);
  return progress;
}

EmberProgress *
ember_progress_ref (EmberProgress *progress)
{
  g_atomic_ref_count_inc (&progress->n_refs);
  return progress;
}

void
ember_progress_unref (EmberProgress *progress)
{
  if (!g_atomic_ref_count_dec (&progress->n_refs))
    return;
  g_object_unref (progress->stopper);
  g_mutex_clear (&progress->mutex);
  ember_preview_clear (&progress->preview);
  g_free (progress);
}

void
ember_progress_stop (EmberProgress *progress)
{
  g_cancellable_cancel (progress->stopper);
}

bool
ember_progress_is_stopped (const EmberProgress *progress)
{
  return progress != NULL && g_cancellable_is_cancelled (progress->stopper);
}

GCancellable *
ember_progress_get_stopper (const EmberProgress *progress)
{
  return progress->stopper;
}

void
ember_progress_set_phase (EmberProgress *progress,
                          EmberPhase phase)
{
  if (progress != NULL)
    progress->phase = (int) phase;
}

void
ember_progress_set_bytes (EmberProgress *progress,
                          int64_t n_read,
                          int64_t n_total)
{
  if (progress == NULL)
    return;
  progress->n_bytes = n_read;
  progress->n_bytes_total = n_total;
}

void
ember_progress_add_samples (EmberProgress *progress,
                            uint64_t n)
{
  if (progress != NULL)
    progress->n_samples += n;
}

EmberProgressState
ember_progress_get_state (const EmberProgress *progress)
{
  return (EmberProgressState){
    .phase = (EmberPhase) progress->phase,
    .n_bytes = progress->n_bytes,
    .n_bytes_total = progress->n_bytes_total,
    .n_samples = progress->n_samples,
  };
}

static size_t
count_cells (uint32_t n_seconds)
{
  return (size_t) n_seconds * EMBER_PREVIEW_ROWS;
}

/* Makes @preview begin at @first and last for @n seconds, which hold the old ones;
 * room grows by half so that a recording read in order is not copied every second. */
static void
widen (EmberProgress *progress,
       int64_t first,
       uint32_t n)
{
  EmberPreview *preview = &progress->preview;
  const uint32_t shift = preview->n_seconds > 0 ? (uint32_t) (preview->first_second - first) : 0;

  if (n > progress->n_allocated)
    {
      progress->n_allocated = MIN (n + n / 2 + 64, MAX_SECONDS);
      preview->counts = g_renew (uint32_t, preview->counts, count_cells (progress->n_allocated));
    }
  if (shift > 0)
    memmove (preview->counts + count_cells (shift), preview->counts, count_cells (preview->n_seconds) * sizeof (uint32_t));
  memset (preview->counts, 0, count_cells (shift) * sizeof (uint32_t));
  memset (preview->counts + count_cells (shift + preview->n_seconds), 0,
          count_cells (n - shift - preview->n_seconds) * sizeof (uint32_t));
  preview->first_second = first;
  preview->n_seconds = n;
}

/* Returns: whether @second has a column now */
static bool
include_second (EmberProgress *progress,
                int64_t second)
{
  const EmberPreview *preview = &progress->preview;
  int64_t first = second;
  int64_t last = second;

  if (preview->n_seconds > 0)
    {
      first = MIN (first, preview->first_second);
      last = MAX (last, preview->first_second + preview->n_seconds - 1);
    }
  if (last - first >= MAX_SECONDS)
    return false;
  if (last - first + 1 != preview->n_seconds)
    widen (progress, first, (uint32_t) (last - first + 1));
  return true;
}

/* Where most samples lie far from the first ones, the first ones were the outliers. */
static void
begin_again_if_most_are_ignored (EmberProgress *progress)
{
  if (progress->n_ignored <= progress->n_counted)
    return;
  progress->preview.n_seconds = 0;
  progress->n_ignored = progress->n_counted = 0;
}

static void
count_time (EmberProgress *progress,
            int64_t time_ns)
{
  const int64_t second = time_ns / EMBER_SECOND_NS;
  const int64_t row = (time_ns - second * EMBER_SECOND_NS) / (EMBER_SECOND_NS / EMBER_PREVIEW_ROWS);
  EmberPreview *preview = &progress->preview;

  if (time_ns < 0)
    return;
  if (!include_second (progress, second))
    {
      progress->n_ignored++;
      begin_again_if_most_are_ignored (progress);
      return;
    }
  preview->counts[(second - preview->first_second) * EMBER_PREVIEW_ROWS + row]++;
  progress->n_counted++;
}

void
ember_progress_add_times (EmberProgress *progress,
                          const int64_t *times_ns,
                          size_t n)
{
  if (progress == NULL || n == 0)
    return;
  g_mutex_lock (&progress->mutex);
  for (size_t i = 0; i < n; i++)
    count_time (progress, times_ns[i]);
  progress->preview.version++;
  g_mutex_unlock (&progress->mutex);
}

bool
ember_progress_get_preview (EmberProgress *progress,
                            EmberPreview *preview)
{
  bool is_new;

  g_mutex_lock (&progress->mutex);
  is_new = preview->version != progress->preview.version;
  if (is_new)
    {
      const EmberPreview *source = &progress->preview;

      preview->counts = g_renew (uint32_t, preview->counts, count_cells (source->n_seconds));
      if (source->n_seconds > 0)
        memcpy (preview->counts, source->counts, count_cells (source->n_seconds) * sizeof (uint32_t));
      preview->n_seconds = source->n_seconds;
      preview->first_second = source->first_second;
      preview->version = source->version;
    }
  g_mutex_unlock (&progress->mutex);
  return is_new;
}

void
ember_preview_clear (EmberPreview *preview)
{
  g_free (preview->counts);
  *preview = (EmberPreview){ 0 };
}
