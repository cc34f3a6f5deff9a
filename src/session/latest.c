/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session/latest.h"

/* A stream of requests faster than the work would cancel each before its end. */
#define PATIENCE_US (100 * G_TIME_SPAN_MILLISECOND)

struct _EmberLatest
{
  EmberLatestWork work;
  EmberLatestDone done;
  gpointer user_data;
  GDestroyNotify free_request;
  GDestroyNotify free_result;
  GCancellable *busy; /* of the request that a worker has; NULL: idle */
  gpointer waiting;
  gboolean has_waiting;
  gboolean is_alive;
  gint64 delivered_us;
};

typedef struct
{
  EmberLatestWork work;
  gpointer request;
  GDestroyNotify free_request;
  GDestroyNotify free_result;
} Job;

static void start (EmberLatest *self,
                   gpointer request);

static void
job_free (gpointer data)
{
  Job *job = data;

  job->free_request (job->request);
  g_free (job);
}

static void
job_worker (GTask *task,
            gpointer source,
            gpointer data,
            GCancellable *cancellable)
{
  const Job *job = data;

  g_task_return_pointer (task, job->work (job->request, cancellable), job->free_result);
}

static void
drop_waiting (EmberLatest *self)
{
  if (self->has_waiting)
    self->free_request (g_steal_pointer (&self->waiting));
  self->has_waiting = FALSE;
}

static void
job_done_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  EmberLatest *self = user_data;
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gpointer product = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->busy == cancellable)
    g_clear_object (&self->busy);
  if (error == NULL && self->is_alive)
    {
      self->delivered_us = g_get_monotonic_time ();
      self->done (product, self->user_data);
    }
  else if (product != NULL)
    self->free_result (product);
  if (self->is_alive && self->busy == NULL && self->has_waiting)
    {
      self->has_waiting = FALSE;
      start (self, g_steal_pointer (&self->waiting));
    }
  g_rc_box_release (self);
}

static void
start (EmberLatest *self,
       gpointer request)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new (Job, 1);

  job->work = self->work;
  job->request = request;
  job->free_request = self->free_request;
  job->free_result = self->free_result;
  self->busy = g_cancellable_new ();
  task = g_task_new (NULL, self->busy, job_done_cb, g_rc_box_acquire (self));
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, job_worker);
}

EmberLatest *
ember_latest_new (EmberLatestWork work,
                  EmberLatestDone done,
                  gpointer user_data,
                  GDestroyNotify free_request,
                  GDestroyNotify free_result)
{
  EmberLatest *self = g_rc_box_new0 (EmberLatest);

  self->work = work;
  self->done = done;
  self->user_data = user_data;
  self->free_request = free_request;
  self->free_result = free_result;
  self->is_alive = TRUE;
  return self;
}

void
ember_latest_push (EmberLatest *self,
                   gpointer request)
{
  if (self->busy == NULL)
    {
      /* Patience is counted from the first request of a stream on. */
      if (!self->has_waiting)
        self->delivered_us = g_get_monotonic_time ();
      start (self, request);
      return;
    }
  drop_waiting (self);
  self->waiting = request;
  self->has_waiting = TRUE;
  if (g_get_monotonic_time () - self->delivered_us < PATIENCE_US)
    g_cancellable_cancel (self->busy);
}

void
ember_latest_cancel (EmberLatest *self)
{
  drop_waiting (self);
  if (self->busy != NULL)
    g_cancellable_cancel (self->busy);
}

gboolean
ember_latest_is_busy (const EmberLatest *self)
{
  return self->busy != NULL;
}

void
ember_latest_free (EmberLatest *self)
{
  ember_latest_cancel (self);
  self->is_alive = FALSE;
  g_clear_object (&self->busy);
  g_rc_box_release (self);
}
