/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* EmberScenePicture: the heat map of a classic picture, without axes.
 *
 * The recording is made up and counted in a worker when it is first shown; until then the
 * picture is empty. Properties: "scene" (a name that ember_scene_get_classics() has) and
 * "palette" (EmberPalette as int).
 * CSS: one node `scenepicture`, whose min-width and min-height are its size.
 * Accessible: role img; its label is the title of the lesson about it.
 */
#define EMBER_TYPE_SCENE_PICTURE (ember_scene_picture_get_type ())
G_DECLARE_FINAL_TYPE (EmberScenePicture, ember_scene_picture, EMBER, SCENE_PICTURE, GtkWidget)

GtkWidget *ember_scene_picture_new (const char *scene);

/* Whether the worker is not done yet, or has not been asked. */
gboolean ember_scene_picture_is_empty (EmberScenePicture *self);
