/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "analysis/scene.h"

/* A name for a made-up recording that stands where a file's does, so that it is opened, read again and compared as any
 * other; nothing is written anywhere.
 * @name: of a classic picture
 * Returns: (transfer full): has a name but no path */
GFile *ember_scene_file_new (const char *name);

/* @file: (nullable): any file
 * Returns: (transfer none) (nullable): the classic picture that it stands for; NULL for any other file */
const EmberScene *ember_scene_file_get_scene (GFile *file);
