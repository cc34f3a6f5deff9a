/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "ui/recording-page-private.h"

/* The share of the height that a heat map has at least while those of its parts are below it. */
#define LEAST_WITH_PARTS 0.66

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

/* As when parts of the map go: what they kept the handle from is had again. */
static void
split_least_cb (EmberRecordingPage *self)
{
  if (self->split_height > 0)
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
ember_recording_page_share_with_parts (EmberRecordingPage *self,
                                       gboolean has_parts)
{
  if (has_parts)
    self->lone_split = self->split;
  self->split = has_parts ? MAX (self->split, LEAST_WITH_PARTS) : self->lone_split;
  self->has_parts = has_parts;
  if (self->split_height > 0)
    gtk_paned_set_position (self->paned, get_split_position (self));
}

void
ember_recording_page_init_split (EmberRecordingPage *self)
{
  g_signal_connect_swapped (self->paned, "notify::max-position", G_CALLBACK (split_height_cb), self);
  g_signal_connect_swapped (self->paned, "notify::min-position", G_CALLBACK (split_least_cb), self);
  g_signal_connect_swapped (self->paned, "notify::position", G_CALLBACK (split_moved_cb), self);
}

void
ember_recording_page_save (EmberRecordingPage *self)
{
  if (self->split_height > 0)
    g_settings_set_double (self->settings, "split", CLAMP (self->has_parts ? self->lone_split : self->split, 0.05, 0.95));
}
