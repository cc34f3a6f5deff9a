/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "formats/progress.h"
#include "profile/profile.h"

/* EmberOpening: how a file becomes a recording: it is read, and then the addresses in it get their names.
 *
 * Reading again, or another file, abandons what is under way. For the main thread.
 *
 * Signals, none of them after what they tell of was abandoned:
 * "read" (EmberProfile *): all is there but names;
 * "named" (EmberProfile *): the same recording with names, some time after "read", and again when they were looked up anew;
 * "ended" (const GError *): reading brought nothing, by a fault, or with NULL since the user stopped it;
 * "progressed": ten times a second while reading;
 * "naming-progressed": ten times a second while names are looked up, and when that ends.
 */
#define EMBER_TYPE_OPENING (ember_opening_get_type ())
G_DECLARE_FINAL_TYPE (EmberOpening, ember_opening, EMBER, OPENING, GObject)

EmberOpening *ember_opening_new (void);

/* @file: (nullable): NULL is standard input */
void ember_opening_read (EmberOpening *self,
                         GFile *file);

/* Looks up the names of @profile, if it waits for some. */
void ember_opening_name (EmberOpening *self,
                         EmberProfile *profile);

/* Looks all names up anew, as when files of symbols have come. */
void ember_opening_name_again (EmberOpening *self);

/* Whether functions that are inlined become frames of their own: once names are known they are looked
 * for in debugging information, and told by another "named".
 * Returns: whether that is a change */
gboolean ember_opening_set_with_inlined (EmberOpening *self,
                                         gboolean with_inlined);

gboolean ember_opening_get_with_inlined (EmberOpening *self);

/* Whether debuginfod servers are asked for symbols that are nowhere here, in the same way; not any
 * more ends what is under way. */
gboolean ember_opening_set_asks_servers (EmberOpening *self,
                                         gboolean asks_servers);

gboolean ember_opening_get_asks_servers (EmberOpening *self);

/* @folders: (nullable): ends in NULL: where symbols may be, looked at first. Where the list differs
 * from what it was, names that are known or under way are looked up anew */
void ember_opening_set_symbol_folders (EmberOpening *self,
                                       const char *const *folders);

/* Returns: (transfer none): never NULL; ends in NULL */
const char *const *ember_opening_get_symbol_folders (EmberOpening *self);

typedef struct
{
  gboolean is_busy;      /* names are being looked up */
  gboolean asks_servers; /* for symbols; that may take minutes */
  gboolean is_stopped;   /* the user did not wait for names */
  guint n_done;          /* programs, libraries and the like */
  guint n_all;           /* 0: not counted yet */
} EmberNamingState;

EmberNamingState ember_opening_get_naming (EmberOpening *self);

/* Ends what takes long: asking servers, and names go on with what they gave; else looking up names. */
void ember_opening_stop_naming (EmberOpening *self);

/* Ends reading as if the file ended here: what came is told by "read". */
void ember_opening_stop (EmberOpening *self);

/* Abandons reading.
 * Returns: whether there was something to abandon */
gboolean ember_opening_cancel (EmberOpening *self);

gboolean ember_opening_is_reading (EmberOpening *self);

/* Reading, or looking up names. */
gboolean ember_opening_is_busy (EmberOpening *self);

/* Returns: (transfer none) (nullable): of what is or was read last */
EmberProgress *ember_opening_get_progress (EmberOpening *self);

/* Returns: (transfer none) (nullable): what was to be read last; NULL for standard input and before */
GFile *ember_opening_get_file (EmberOpening *self);
