/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/view.h"

EmberView *
ember_view_new (void)
{
  EmberView *view = g_new0 (EmberView, 1);

  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    view->zooms[i].end = 1;
  return view;
}

static EmberViewRecording
copy_recording (const EmberViewRecording *recording)
{
  return (EmberViewRecording){
    .path = g_strdup (recording->path),
    .size_bytes = recording->size_bytes,
    .hash = g_strdup (recording->hash),
  };
}

EmberView *
ember_view_copy (const EmberView *view)
{
  EmberView *copy = g_memdup2 (view, sizeof (EmberView));

  copy->recording = copy_recording (&view->recording);
  copy->baseline_recording = copy_recording (&view->baseline_recording);
  copy->below = g_strdup (view->below);
  copy->function = g_strdup (view->function);
  copy->when = g_strdup (view->when);
  copy->event = g_strdup (view->event);
  copy->filter = view->filter != NULL ? ember_filter_ref (view->filter) : NULL;
  copy->search = g_strdup (view->search);
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    copy->zooms[i].names = g_strdupv (view->zooms[i].names);
  copy->sort = g_strdup (view->sort);
  copy->split = g_strdup (view->split);
  copy->off_cpu_place = g_strdup (view->off_cpu_place);
  copy->palette = g_strdup (view->palette);
  copy->scale = g_strdup (view->scale);
  copy->sibling_order = g_strdup (view->sibling_order);
  return copy;
}

void
ember_view_free (EmberView *view)
{
  g_free (view->recording.path);
  g_free (view->recording.hash);
  g_free (view->baseline_recording.path);
  g_free (view->baseline_recording.hash);
  g_free (view->below);
  g_free (view->function);
  g_free (view->when);
  g_free (view->event);
  g_clear_pointer (&view->filter, ember_filter_unref);
  g_free (view->search);
  for (int i = 0; i < EMBER_N_VIEW_GRAPHS; i++)
    g_strfreev (view->zooms[i].names);
  g_free (view->sort);
  g_free (view->split);
  g_free (view->off_cpu_place);
  g_free (view->palette);
  g_free (view->scale);
  g_free (view->sibling_order);
  g_free (view);
}

EmberTimeSpan
ember_view_get_span (EmberTimeRange range,
                     int64_t origin_ns)
{
  return (EmberTimeSpan){ .range = { range.begin_ns - origin_ns, range.end_ns - origin_ns } };
}

static char *
dup_time (int64_t time_ns,
          bool is_absolute)
{
  char text[EMBER_TIME_TEXT_SIZE];

  if (time_ns == INT64_MIN || time_ns == INT64_MAX)
    return g_strdup ("");
  return g_strdup_printf ("%s%s", is_absolute ? "@" : "", ember_time_text_format (time_ns, 0, text));
}

char *
ember_view_dup_span (const EmberTimeSpan *span)
{
  g_autofree char *begin = dup_time (span->range.begin_ns, span->is_absolute);
  g_autofree char *end = dup_time (span->range.end_ns, span->is_absolute);

  return g_strdup_printf ("%s-%s", begin, end);
}
