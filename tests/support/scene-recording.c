/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/scene-recording.h"

EmberProfile *
scene_recording_new (const char *text,
                     GArray **truth)
{
  EmberScene scene;

  g_assert_true (ember_scene_parse (text, &scene, NULL));
  return ember_scene_record (&scene, truth);
}
