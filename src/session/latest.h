/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* EmberLatest: one kind of work, done off the main thread, where only the newest request counts.
 *
 * At most one request is busy and one waits; a newer one replaces the waiting
 * one and cancels the busy one. Where nothing has been delivered for a tenth
 * of a second the busy one may finish first, so that work slower than the
 * requests come still shows something. Used from one thread.
 */
typedef struct _EmberLatest EmberLatest;

/* Runs in a worker thread; sees nothing but the request.
 * Returns: (transfer full) (nullable): the result; what a cancelled one returns is freed unseen */
typedef gpointer (*EmberLatestWork) (gconstpointer request,
                                     GCancellable *cancellable);

/* Runs in the main context of the thread that made the EmberLatest.
 * @result: (transfer full) (nullable) */
typedef void (*EmberLatestDone) (gpointer result,
                                 gpointer user_data);

/* @user_data: borrowed; must outlive ember_latest_free() only */
EmberLatest *ember_latest_new (EmberLatestWork work,
                               EmberLatestDone done,
                               gpointer user_data,
                               GDestroyNotify free_request,
                               GDestroyNotify free_result);

/* @request: (transfer full) */
void ember_latest_push (EmberLatest *self,
                        gpointer request);

/* Drops what waits and what is busy; neither is delivered. */
void ember_latest_cancel (EmberLatest *self);

gboolean ember_latest_is_busy (const EmberLatest *self);

/* Cancels; nothing is delivered any more. */
void ember_latest_free (EmberLatest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberLatest, ember_latest_free)
