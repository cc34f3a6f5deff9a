/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/scene.h"

/* Records the scene that @text describes, as ember_scene_parse() has it; it must be one.
 * @truth: (out) (optional) (transfer full) (element-type EmberPattern): what is in it
 * Returns: (transfer full): */
EmberProfile *scene_recording_new (const char *text,
                                   GArray **truth);
