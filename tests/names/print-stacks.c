/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdio.h>

#include "session/loader.h"
#include "session/naming.h"

/* print-stacks FILE [FOLDER…]: prints each sample with its named stack: a line "COMM PID TID TIME_NS", a line
 * "TAB NAME TAB MODULE" for each frame, leaf first, and an empty line; symbols are looked for in FOLDERs first. */

static void
print_sample (const EmberProfile *profile,
              const EmberSampleTable *table,
              size_t row)
{
  const EmberStacks *stacks = ember_profile_get_stacks (profile);
  const EmberThreadId id = ((const EmberThreadId *) table->threads.data)[row];
  const EmberThread *thread = ember_threads_get (ember_profile_get_threads (profile), id);

  printf ("%s\t%d\t%d\t%" G_GINT64_FORMAT "\n", ember_strings_get (ember_profile_get_strings (profile), thread->comm),
          thread->pid, thread->tid, ember_sample_table_get_times (table)[row]);
  for (EmberStackId stack = ember_sample_table_get_stacks (table)[row]; stack != EMBER_STACK_ROOT; stack = ember_stacks_get_parent (stacks, stack))
    {
      const EmberFrameId frame = ember_stacks_get_frame (stacks, stack);

      if (ember_frames_get (ember_profile_get_frames (profile), frame)->kind != EMBER_FRAME_COMM)
        printf ("\t%s\t%s\n", ember_profile_get_frame_name (profile, frame), ember_profile_get_frame_module (profile, frame));
    }
  printf ("\n");
}

int
main (int argc,
      char **argv)
{
  const char *const *folders = argc > 1 ? (const char *const *) argv + 2 : NULL;
  const EmberReadOptions read_options = { .symbol_folders = folders };
  g_autoptr (GFile) file = g_file_new_for_path (argc > 1 ? argv[1] : "perf.data");
  const EmberNamingOptions options = { .folders = folders, .recording = file };
  g_autoptr (GError) error = NULL;
  g_autoptr (EmberProfile) profile = NULL;
  g_autoptr (EmberProfile) named = NULL;
  const EmberSampleTable *tables;
  uint32_t n_tables;

  setlocale (LC_ALL, "C.UTF-8");
  profile = ember_load_sync (file, &read_options, NULL, NULL, &error);
  if (profile == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  named = ember_naming_sync (profile, &options, NULL, NULL, NULL);
  tables = ember_profile_get_tables (named, &n_tables);
  for (uint32_t i = 0; i < n_tables; i++)
    for (size_t row = 0; row < ember_sample_table_get_n (&tables[i]); row++)
      print_sample (named, &tables[i], row);
  return 0;
}
