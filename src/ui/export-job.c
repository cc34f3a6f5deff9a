/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/export-job.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "analysis/functions.h"
#include "export/atomic-file.h"
#include "export/caption.h"
#include "export/flame-export.h"
#include "export/folded.h"
#include "export/function-export.h"
#include "export/functions-text.h"
#include "export/heatmap-csv.h"
#include "export/heatmap-export.h"

typedef struct
{
  EmberExportJob *job;
  char *path; /* (nullable): NULL where what is written is handed over */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  ember_export_job_free (work->job);
  g_free (work->path);
  g_free (work);
}

EmberExportJob *
ember_export_job_new (EmberFlameGraph *graph,
                      EmberDifference *difference,
                      EmberHeatmap *heatmap)
{
  EmberExportJob *job = g_new0 (EmberExportJob, 1);

  job->graph = ember_flame_graph_ref (graph);
  job->difference = difference != NULL ? ember_difference_ref (difference) : NULL;
  job->heatmap = heatmap != NULL ? ember_heatmap_ref (heatmap) : NULL;
  return job;
}

void
ember_export_job_free (gpointer data)
{
  EmberExportJob *job = data;

  ember_flame_graph_unref (job->graph);
  g_clear_pointer (&job->difference, ember_difference_unref);
  g_clear_pointer (&job->callees, ember_flame_graph_unref);
  g_clear_pointer (&job->callees_difference, ember_difference_unref);
  g_clear_pointer (&job->heatmap, ember_heatmap_unref);
  g_clear_pointer (&job->matches, ember_heatmap_unref);
  g_clear_pointer (&job->split, ember_split_unref);
  g_clear_pointer (&job->split_matches, ember_split_matches_unref);
  g_free (job->matches_label);
  g_clear_pointer (&job->mark, ember_mark_unref);
  g_free (job->mark_label);
  g_clear_pointer (&job->set, ember_table_set_free);
  g_free (job->search_text);
  g_free (job->caption);
  g_free (job);
}

bool
ember_export_content_is_picture (EmberExportContent content)
{
  return content <= EMBER_EXPORT_TABLE;
}

const char *
ember_export_job_get_extension (const EmberExportJob *job)
{
  static const char *const kinds[] = {
    [EMBER_PICTURE_SVG] = "svg",
    [EMBER_PICTURE_PNG] = "png",
    [EMBER_PICTURE_PDF] = "pdf",
  };

  if (ember_export_content_is_picture (job->content))
    return kinds[job->kind];
  return job->content == EMBER_EXPORT_FOLDED ? "folded.txt" : "csv";
}

static void
write_functions (EmberOutput *output,
                 const EmberExportJob *job)
{
  g_autoptr (EmberFunctionChanges) changes = job->difference != NULL ? ember_function_changes_new (job->difference, NULL) : NULL;
  g_autoptr (EmberFunctions) functions = NULL;

  if (changes != NULL)
    {
      ember_functions_text_write_changes_csv (output, changes);
      return;
    }
  functions = ember_functions_new (job->graph, EMBER_MEASURE_WEIGHT, NULL);
  ember_functions_text_write_csv (output, functions, ember_flame_graph_get_profile (job->graph));
}

static void
write_folded (EmberOutput *output,
              const EmberExportJob *job)
{
  const EmberFlameGraph *range = job->difference != NULL ? job->difference->range : job->graph;
  const EmberFlameGraph *baseline = job->difference != NULL ? job->difference->baseline : NULL;

  if (baseline != NULL)
    ember_folded_write_difference (output, ember_flame_graph_get_set (baseline), ember_flame_graph_get_range (baseline),
                                   ember_flame_graph_get_set (range), ember_flame_graph_get_range (range), EMBER_FOLDED_PLAIN);
  else
    ember_folded_write (output, ember_flame_graph_get_set (range), ember_flame_graph_get_range (range), EMBER_FOLDED_PLAIN);
}

static bool
write_text (const EmberExportJob *job,
            const char *path,
            GError **error)
{
  EmberAtomicFile *file = ember_atomic_file_new (path, EMBER_ATOMIC_FILE_DEFAULT, error);
  EmberOutput *output;

  if (file == NULL)
    return false;
  output = ember_atomic_file_get_output (file);
  if (job->content == EMBER_EXPORT_FOLDED)
    write_folded (output, job);
  else if (job->content == EMBER_EXPORT_FUNCTIONS)
    write_functions (output, job);
  else
    ember_heatmap_csv_write (output, job->heatmap, job->heatmap->grid.origin_ns, &job->seen);
  return ember_atomic_file_commit (file, error);
}

/* Returns: (transfer full): with what is lit, and what is outlined */
static char *
dup_graph_caption (const EmberExportJob *job,
                   const EmberSearch *search,
                   const bool *marked)
{
  const uint64_t n_samples = ember_flame_graph_get_total (job->graph, EMBER_MEASURE_SAMPLES, EMBER_STACK_ROOT);
  char *caption = g_strdup (job->caption);

  if (search != NULL)
    {
      g_autofree char *plain = caption;

      caption = ember_caption_add_search (plain, job->search_text, ember_search_count (search, job->graph, EMBER_MEASURE_SAMPLES), n_samples);
    }
  if (marked != NULL)
    {
      g_autofree char *plain = caption;

      caption = ember_caption_add_search (plain, job->mark_label, ember_mark_count (marked, job->graph, EMBER_MEASURE_SAMPLES), n_samples);
    }
  return caption;
}

/* A bad expression finds nothing; the window said so where it was typed.
 * Returns: (transfer full) (nullable): */
static EmberSearch *
find_search (const EmberExportJob *job)
{
  if (job->search_text == NULL || job->search_text[0] == '\0')
    return NULL;
  return ember_search_new (ember_flame_graph_get_profile (job->graph), job->search_text, job->search_is_regex, NULL, NULL);
}

static bool
write_table (const EmberExportJob *job,
             const char *path,
             GError **error)
{
  g_autoptr (EmberSearch) search = find_search (job);
  g_autofree char *caption = dup_graph_caption (job, search, NULL);

  return ember_function_export_write (
      &(EmberFunctionExport){
          .graph = job->graph,
          .difference = job->difference,
          .basis = job->basis,
          .search = search,
          .set = job->set,
          .marked = job->marked,
          .caption = caption,
          .is_sorted = job->is_sorted,
          .order = job->sort.order,
          .is_share = job->sort.is_share,
          .is_descending = ember_table_sort_is_descending (&job->sort),
          .is_dark = job->is_dark,
      },
      job->kind, path, error);
}

static bool
write_flame_graph (const EmberExportJob *job,
                   const char *path,
                   GError **error)
{
  g_autoptr (EmberSearch) search = find_search (job);
  g_autofree bool *marked = job->mark != NULL ? ember_mark_find_frames (job->mark, ember_flame_graph_get_profile (job->graph), NULL, NULL) : NULL;
  g_autofree char *caption = NULL;

  caption = dup_graph_caption (job, search, marked);
  return ember_flame_export_write (
      &(EmberFlameExport){
          .graph = job->graph,
          .search = search,
          .callees = job->callees,
          .difference = job->difference,
          .callees_difference = job->callees_difference,
          .basis = job->basis,
          .marked = marked,
          .caption = caption,
          .order = job->order,
          .is_icicle = job->is_icicle,
          .is_dark = job->is_dark,
      },
      job->kind, path, error);
}

/* Returns: (transfer full): with what is pointed out */
static char *
dup_heatmap_caption (const EmberExportJob *job)
{
  if (job->matches == NULL)
    return g_strdup (job->caption);
  return ember_caption_add_search (job->caption, job->matches_label, ember_heatmap_seen_sum (&job->seen, job->matches),
                                   ember_heatmap_seen_sum (&job->seen, job->heatmap));
}

static bool
write_heatmap (const EmberExportJob *job,
               const char *path,
               GError **error)
{
  const EmberHeatmapMarking marking = { job->matches, job->matches_label };
  g_autofree char *caption = dup_heatmap_caption (job);

  return ember_heatmap_export_write (
      &(EmberHeatmapExport){
          .heatmap = job->heatmap,
          .split = job->split,
          .split_matches = job->split_matches,
          .has_own_scales = job->has_own_scales,
          .seen = job->seen,
          .palette = job->palette,
          .curve = job->curve,
          .clip = job->clip,
          .marking = job->matches != NULL ? &marking : NULL,
          .chosen = job->chosen,
          .is_dark = job->is_dark,
          .caption = caption,
          .has_time_of_day = job->has_time_of_day,
          .time_of_day_ns = job->time_of_day_ns,
      },
      job->kind, path, error);
}

static bool
write_job (const EmberExportJob *job,
           const char *path,
           GError **error)
{
  if (job->content == EMBER_EXPORT_FLAME_GRAPH)
    return write_flame_graph (job, path, error);
  if (job->content == EMBER_EXPORT_HEAT_MAP)
    return write_heatmap (job, path, error);
  if (job->content == EMBER_EXPORT_TABLE)
    return write_table (job, path, error);
  return write_text (job, path, error);
}

static void
write_worker (GTask *task,
              gpointer source,
              gpointer data,
              GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;

  if (write_job (work->job, work->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Writing goes to files, so the picture takes the way through one. */
static void
draw_worker (GTask *task,
             gpointer source,
             gpointer data,
             GCancellable *cancellable)
{
  const Work *work = data;
  g_autofree char *path = NULL;
  char *bytes = NULL;
  gsize size_bytes = 0;
  GError *error = NULL;
  const int fd = g_file_open_tmp ("emberscope-XXXXXX.png", &path, &error);

  if (fd >= 0)
    {
      close (fd);
      if (write_job (work->job, path, &error))
        g_file_get_contents (path, &bytes, &size_bytes, &error);
      g_unlink (path);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_bytes_new_take (bytes, size_bytes), (GDestroyNotify) g_bytes_unref);
}

void
ember_export_job_write_async (EmberExportJob *job,
                              GFile *file,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->job = job;
  work->path = g_file_get_path (file);
  g_task_set_source_tag (task, ember_export_job_write_async);
  g_task_set_task_data (task, work, work_free);
  if (work->path == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", _ ("Only files on this computer can be written"));
  else
    g_task_run_in_thread (task, write_worker);
}

gboolean
ember_export_job_write_finish (GAsyncResult *result,
                               GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ember_export_job_write_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
ember_export_job_draw_async (EmberExportJob *job,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->job = job;
  job->kind = EMBER_PICTURE_PNG;
  g_task_set_source_tag (task, ember_export_job_draw_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, draw_worker);
}

GBytes *
ember_export_job_draw_finish (GAsyncResult *result,
                              GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ember_export_job_draw_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
