/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "profile/profile.h"

/* EmberMissingImage: a program, library or piece of memory some of whose frames got no name, in words. */
#define EMBER_TYPE_MISSING_IMAGE (ember_missing_image_get_type ())
G_DECLARE_FINAL_TYPE (EmberMissingImage, ember_missing_image, EMBER, MISSING_IMAGE, GObject)

/* @index: in the list of ember_profile_get_unresolved() */
EmberMissingImage *ember_missing_image_new (EmberProfile *profile,
                                            guint index);

/* Texts are valid UTF-8. These are (transfer full). */
/* Its file's name without folder. */
char *ember_missing_image_dup_name (EmberMissingImage *self);
/* Returns: (nullable): where it was on the machine that recorded; NULL where the name says all */
char *ember_missing_image_dup_path (EmberMissingImage *self);
/* Returns: may be empty */
char *ember_missing_image_dup_build_id (EmberMissingImage *self);
/* How much of the recording it is. */
char *ember_missing_image_dup_amount (EmberMissingImage *self);

/* Returns: (transfer none): a sentence or two: why there are no names, and what to do */
const char *ember_missing_image_get_reason (EmberMissingImage *self);

/* Returns: (transfer none) (nullable): a command that helps */
const char *ember_missing_image_get_command (EmberMissingImage *self);

/* Lists the images of a recording, the most frequent first; memory without a file, which nothing helps, last.
 * @list: of EmberMissingImage; what it held goes
 * @profile: (nullable): whose images to list; NULL: none */
void ember_missing_image_fill (GListStore *list,
                               EmberProfile *profile);
