/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "ui/recording-page-private.h"

static int
get_paned_limit (EmberRecordingPage *self,
                 const char *property)
{
  int limit = 0;

  g_object_get (self->paned, property, &limit, NULL);
  return limit;
}

/* Where the handle should be, as far as both canvases have their least height. */
static int
get_split_position (EmberRecordingPage *self)
{
  return CLAMP ((int) round (self->split * self->split_height), get_paned_limit (self, "min-position"), self->split_height);
}

/* The canvases keep their shares at every size, also after one that was too small for them. */
static void
split_height_cb (EmberRecordingPage *self)
{
  const int height = get_paned_limit (self, "max-position");

  if (height <= 1 || height == G_MAXINT || height == self->split_height)
    return;
  self->split_height = height;
  gtk_paned_set_position (self->paned, get_split_position (self));
}

static void
split_moved_cb (EmberRecordingPage *self)
{
  const int position = gtk_paned_get_position (self->paned);

  if (get_paned_limit (self, "max-position") == self->split_height && position != get_split_position (self))
    self->split = (double) position / self->split_height;
}

void
ember_recording_page_init_split (EmberRecordingPage *self)
{
  g_signal_connect_swapped (self->paned, "notify::max-position", G_CALLBACK (split_height_cb), self);
  g_signal_connect_swapped (self->paned, "notify::position", G_CALLBACK (split_moved_cb), self);
}

void
ember_recording_page_save (EmberRecordingPage *self)
{
  if (self->split_height > 0)
    g_settings_set_double (self->settings, "split", CLAMP (self->split, 0.05, 0.95));
}
