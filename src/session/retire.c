/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/retire.h"

#include <gio/gio.h>

static void
drop_worker (GTask *task,
             gpointer source,
             gpointer data,
             GCancellable *cancellable)
{
  ember_profile_unref (data);
}

void
ember_retire_profile (EmberProfile *profile)
{
  g_autoptr (GTask) task = NULL;

  if (profile == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, ember_retire_profile);
  g_task_set_task_data (task, profile, NULL);
  g_task_run_in_thread (task, drop_worker);
}
