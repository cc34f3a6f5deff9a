/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/session.h"
#include "ui/thread-items.h"

/* The columns of a table of threads: comm, pid, tid, samples, share and when it ran. */

/* Adds them to @view, which shows items of @items in some order; the strips mark the range of @session. */
void ember_thread_columns_add (GtkColumnView *view,
                               EmberThreadItems *items,
                               EmberSession *session);

/* To be called when the items' numbers are others, so that rows that are sorted by them move. */
void ember_thread_columns_resort (GtkColumnView *view);

/* The item of a row, found from any widget in it.
 * Returns: (transfer none) (nullable): NULL where there is no row */
EmberThreadItem *ember_thread_columns_find_item (GtkColumnView *view,
                                                 GtkWidget *widget);
